import { UsageError } from './usage-error.ts';

/** What every command's module offers: its exit code and what it wants to be called with. */
interface Command {
  run: (args: string[], workingDirectory: string) => Promise<number>;
  usage: string;
}

const commands: Record<string, () => Promise<Command>> = {
  import: () => import('./import/command.ts'),
  serve: () => import('./serve/command.ts'),
};

const usage = `Usage: npm run service -- ${Object.keys(commands).join('|')} [options]`;

/** npm runs scripts in the package's folder and keeps the caller's in INIT_CWD: paths are relative to the latter. */
function callersDirectory(): string {
  return process.env['INIT_CWD'] ?? process.cwd();
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function main(args: string[]): Promise<number> {
  const [name, ...rest] = args;
  const load = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) {
    const asked = name === '--help' || name === '-h' || name === 'help';
    console.error(asked || name === undefined ? usage : `Unknown command "${name}". ${usage}`);
    return asked ? 0 : 2;
  }
  const command = await load();
  if (rest.includes('--help')) {
    console.error(command.usage);
    return 0;
  }
  try {
    return await command.run(rest, callersDirectory());
  } catch (error) {
    const isUsage = UsageError.is(error);
    console.error(isUsage ? `${describe(error)} (see ${name} --help)` : describe(error));
    return isUsage ? 2 : 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
