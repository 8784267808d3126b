/** Makes the package: ES modules, the module for a script tag, type declarations, and what tools know of the element. */
import { execFileSync } from 'node:child_process';
import { build } from 'vite';
import { writeManifest } from './manifest.js';

await build({ logLevel: 'warn' });
await build({ logLevel: 'warn', mode: 'standalone' });
execFileSync('npx', ['tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
writeManifest('dist');
