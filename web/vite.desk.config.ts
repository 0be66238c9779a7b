// The build of the staff's application into ../build/web/desk; the server shows it under /desk/.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('./desk'),
  base: '/desk/',
  resolve: { alias: { '@shared': here('./shared'), '@ui': here('./shared/ui'), '@desk': here('./desk') } },
  oxc: { jsx: { runtime: 'automatic' as const, importSource: 'preact' } },
  build: {
    outDir: here('../build/web/desk'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { port: 5174, proxy: { '/api': 'http://localhost:8080' } },
});
