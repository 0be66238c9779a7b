// One build of the portal into ../build/web/portal. While developing, /api goes to a server on port 8080.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('./portal'),
  base: '/',
  resolve: { alias: { '@shared': here('./shared'), '@ui': here('./shared/ui'), '@session': here('./portal/session'), '@desk': here('./desk') } },
  oxc: { jsx: { runtime: 'automatic' as const, importSource: 'preact' } },
  build: {
    outDir: here('../build/web/portal'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { port: 5173, proxy: { '/api': 'http://localhost:8080' } },
  preview: { port: 4173, proxy: { '/api': 'http://localhost:8080' } },
  test: { root: here('.'), include: ['{portal,desk,shared}/**/*.test.{ts,tsx}'], environment: 'node' },
});
