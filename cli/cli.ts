#!/usr/bin/env node
/** The command line of the package: `npx campaign-email-report check URL`. */
import { runCommand } from './command.ts';

process.exitCode = await runCommand(process.argv.slice(2), {
  environment: process.env,
  now: new Date(),
  print: (text) => process.stdout.write(text),
  printError: (text) => process.stderr.write(text),
});
