import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root } from './site.ts';

const { name: packageName, scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly name: string;
  readonly scripts: Readonly<Record<string, string>>;
};

/** Runs a script of the project, as `npm run` does. */
export function runScript(script: string, ...args: string[]): { readonly stdout: string; readonly stderr: string } {
  const path = `${join(root, 'node_modules', '.bin')}${delimiter}${process.env['PATH']}`;
  const env = { ...process.env, PATH: path };
  return spawnSync('sh', ['-c', `${scripts[script]} "$@"`, 'sh', ...args], { cwd: root, encoding: 'utf8', env });
}

const knownOptions = new Map<string, readonly string[]>();

/** The options that a script of the project lists with `--help`. */
export function optionsOf(...command: [script: string, ...subcommand: string[]]): readonly string[] {
  const key = command.join(' ');
  const known = knownOptions.get(key);
  if (known) return known;
  const { stdout, stderr } = runScript(...command, '--help');
  const options = [...new Set(`${stdout}${stderr}`.match(/--[a-z-]+/g))];
  knownOptions.set(key, options);
  return options;
}

/** Everything in a shell example that does not exist: scripts, options, files of the package. */
export function wrongCommands(code: string): string[] {
  const commands = code
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    // Without the schedule of cron.
    .map((line) => line.replace(/^(?:[\d*]+ ){5}/, ''))
    .flatMap((line) => line.split('&&').map((command) => command.trim()));
  return commands.filter((command) => command !== '').flatMap(problemsOf);
}

function problemsOf(command: string): string[] {
  // Limits the modes of the files that a command creates.
  const [program = '', ...words] = command.replace(/^\(umask \d+; (.*)\)$/, '$1').split(/\s+/);
  switch (program) {
    case 'npm':
      return problemsOfNpm(words);
    case 'npx':
      return problemsOfNpx(words);
    case 'cp':
      return words
        .filter((word) => word.startsWith(`node_modules/${packageName}/`))
        .map((word) => word.replace(`node_modules/${packageName}/`, ''))
        .filter((file) => !existsSync(join(root, file)))
        .map((file) => `${file} is not in the package`);
    case 'node':
      return words[0] === 'service/cli.js'
        ? problemsOfScript(['service', '--', ...words.slice(1)])
        : [`runs ${words[0]}`];
    case 'runuser':
      return problemsOf(words.slice(words.indexOf('--') + 1).join(' '));
    // Commands of an operator on the machine of the service, and of a shell.
    case 'caddy':
    case 'cd':
    case 'chgrp':
    case 'chmod':
    case 'chown':
    case 'curl':
    case 'docker':
    case 'echo':
    case 'export':
    case 'install':
    case 'mkdir':
    case 'mv':
    case 'nft':
    case 'nginx':
    case 'openssl':
    case 'promtool':
    case 'systemctl':
    case 'useradd':
      return [];
    default:
      return /^[A-Z_]+=/.test(program) ? wrongVariable(program) : [`${program} is not checked`];
  }
}

/** A variable of the service that is not an option of it. */
function wrongVariable(assignment: string): string[] {
  const [name = ''] = assignment.split('=');
  const [prefix = ''] = name.split('_');
  if (prefix !== 'SERVE' && prefix !== 'DELIVER') return [];
  const variables = optionsOf('service', prefix.toLowerCase()).map(
    (option) => `${prefix}_${option.slice(2).toUpperCase().replaceAll('-', '_')}`,
  );
  return variables.includes(name) ? [] : [`there is no variable ${name}`];
}

function problemsOfNpx([name = '', ...words]: readonly string[]): string[] {
  if (name !== packageName) return [`npx ${name} is not checked`];
  const { stdout } = spawnSync(process.execPath, ['dist/cli.js', '--help'], { cwd: root, encoding: 'utf8' });
  const known = new Set(stdout.match(/--[a-z-]+/g));
  const unknown = words.filter((word) => word.startsWith('--') && !known.has(word));
  return [
    ...(words[0] === 'check' ? [] : [`there is no ${words[0]}`]),
    ...unknown.map((word) => `there is no ${word}`),
  ];
}

function problemsOfNpm([command = '', ...words]: readonly string[]): string[] {
  switch (command) {
    case 'ci':
      return [];
    case 'install':
      return words.filter((word) => word !== packageName).map((word) => `installs ${word}`);
    case 'start':
    case 'test':
      return Object.hasOwn(scripts, command) ? [] : [`there is no npm ${command}`];
    case 'run':
      return problemsOfScript(words.filter((word) => word !== '--silent'));
    default:
      return [`npm ${command} is not checked`];
  }
}

function problemsOfScript([script = '', separator, ...words]: readonly string[]): string[] {
  if (!Object.hasOwn(scripts, script)) return [`there is no npm run ${script}`];
  if (separator === undefined) return [];
  const subcommand = words[0]?.startsWith('-') === false ? words.slice(0, 1) : [];
  const known = new Set(optionsOf(script, ...subcommand));
  const used = words.filter((word) => word.startsWith('--'));
  return used.filter((word) => !known.has(word)).map((word) => `${script} ${subcommand.join(' ')} has no ${word}`);
}
