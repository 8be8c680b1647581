import path from 'node:path';
import type { NextConfig } from 'next';

const workspaceRoot = path.join(import.meta.dirname, '..');

const headers = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  // The door page scans with the camera; nothing else may ask for it.
  { key: 'Permissions-Policy', value: 'camera=(self), microphone=(), geolocation=()' },
  // A checkout inside someone else's frame is a click-jacking trap.
  { key: 'Content-Security-Policy', value: "frame-ancestors 'self'; object-src 'none'; base-uri 'self'" },
];

const config: NextConfig = {
  poweredByHeader: false,
  agentRules: false,
  // The container image copies the traced files only; on a laptop `next start` needs the plain layout.
  ...(process.env.NEXT_OUTPUT === 'standalone' ? { output: 'standalone' as const } : {}),
  outputFileTracingRoot: workspaceRoot,
  turbopack: { root: workspaceRoot },
  headers: () => Promise.resolve([{ source: '/:path*', headers }]),
};

export default config;
