import { chmodSync, statSync } from 'node:fs';
import { build } from 'esbuild';

// Packs the command line and all that it imports into one file, dist/evenkeel.mjs or the one that is given: the image needs no node_modules, and starts faster.
const [, , outfile = 'dist/evenkeel.mjs'] = process.argv;
await build({
  entryPoints: ['src/cli/main.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'esm',
  // Node takes the packages' CommonJS files; their ES modules lose what is not used.
  mainFields: ['module', 'main'],
  minify: true,
  // Class names are error names.
  keepNames: true,
  sourcemap: 'external',
  legalComments: 'none',
  // Bundled CommonJS packages still call require for Node's own modules.
  banner: {
    js: "import { createRequire as bundleRequire } from 'node:module'; const require = bundleRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
chmodSync(outfile, 0o755);
console.log(`${outfile}: ${(statSync(outfile).size / 1e6).toFixed(1)} MB`);
