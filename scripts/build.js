/** Makes the package: ES modules, the module for a script tag, and the type declarations. */
import { execFileSync } from 'node:child_process';
import { build } from 'vite';

await build({ logLevel: 'warn' });
await build({ logLevel: 'warn', mode: 'standalone' });
execFileSync('npx', ['tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
