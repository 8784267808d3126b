import { explainPermission } from './permission-error.ts';
import { UsageError } from './usage-error.ts';

/** Implemented by the module of each command. */
interface Command {
  /** Runs the command and returns its exit code. */
  run: (args: string[], workingDirectory: string) => Promise<number>;
  /** Printed by `--help`. */
  usage: string;
}

const commands: Record<string, () => Promise<Command>> = {
  activities: () => import('./activities/command.ts'),
  deliver: () => import('./deliver/command.ts'),
  import: () => import('./import/command.ts'),
  remove: () => import('./remove/command.ts'),
  serve: () => import('./serve/command.ts'),
  sync: () => import('./sync/command.ts'),
};

/** How the commands are called: from the sources, or as built. */
const program = import.meta.url.endsWith('.ts') ? 'npm run service --' : 'node service/cli.js';

/** Texts name the commands of the sources. */
const withProgram = (text: string): string => text.replaceAll('npm run service --', program);

const usage = `Usage: ${program} ${Object.keys(commands).join('|')} [options]`;

/** npm runs scripts in the package's directory and passes the caller's in INIT_CWD. Relative paths refer to the latter. */
function callerDirectory(): string {
  return process.env['INIT_CWD'] ?? process.cwd();
}

function messageOf(error: unknown): string {
  return explainPermission(error instanceof Error ? error.message : String(error));
}

async function main(args: string[]): Promise<number> {
  const [name, ...rest] = args;
  const load = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) {
    const isHelp = name === '--help' || name === '-h' || name === 'help';
    if (isHelp) console.log(usage);
    else console.error(name === undefined ? usage : `Unknown command "${name}". ${usage}`);
    return isHelp ? 0 : 2;
  }
  const command = await load();
  if (rest.includes('--help')) {
    console.log(withProgram(command.usage));
    return 0;
  }
  try {
    return await command.run(rest, callerDirectory());
  } catch (error) {
    const isUsage = UsageError.is(error);
    const hint = isUsage ? ` Options: ${program} ${name} --help` : '';
    console.error(`${withProgram(messageOf(error))}${hint}`);
    return isUsage ? 2 : 1;
  }
}

// New files have data about people: only their owner may read them. Those that are replaced keep their mode.
process.umask(0o077);
// A sync that serve has started ends with it, even if serve is killed. Nothing is lost: it continues later.
process.once('disconnect', () => process.exit(1));
process.channel?.unref();
process.exitCode = await main(process.argv.slice(2));
