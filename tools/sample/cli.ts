import { UsageError } from '../../service/usage-error.ts';
import { parseSampleArguments, usage } from './arguments.ts';
import { isoDay } from './calendar.ts';
import { writeSample } from './write-sample.ts';

async function main(args: string[]): Promise<number> {
  if (args.includes('--help')) {
    console.error(usage);
    return 0;
  }
  try {
    // npm runs scripts in the package's directory and passes the caller's in INIT_CWD.
    const options = parseSampleArguments(args, process.env['INIT_CWD'] ?? process.cwd());
    const started = performance.now();
    const { activities, campaigns, emails } = await writeSample(options);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.error(
      `Wrote ${activities} activities, ${campaigns} campaigns and ${emails} emails up to ${isoDay(options.until)} ` +
        `to ${options.directory} in ${seconds} s.`,
    );
    return 0;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const isUsage = UsageError.is(error);
    console.error(isUsage ? `${message} Options: npm run sample -- --help` : message);
    return isUsage ? 2 : 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
