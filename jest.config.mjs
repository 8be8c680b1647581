// One jest for unit, component and contract tests of all packages; whole-system tests live in e2e and run under Playwright.
export default {
  rootDir: '.',
  testMatch: [
    '<rootDir>/*/src/**/*.test.ts',
    '<rootDir>/*/test/**/*.test.ts',
    '<rootDir>/infra/*/src/**/*.test.ts',
    '<rootDir>/infra/*/test/**/*.test.ts',
  ],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '<rootDir>/e2e/', '<rootDir>/.cache/'],
  modulePathIgnorePatterns: ['/dist/', '/.next/', '<rootDir>/.cache/'],
  globalSetup: '<rootDir>/infra/test/jest-global-setup.mjs',
  globalTeardown: '<rootDir>/infra/test/jest-global-teardown.mjs',
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'require', 'default'] },
  extensionsToTreatAsEsm: [],
  transform: {
    '\\.[cm]?[tj]sx?$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  // mongodb loads node:os by a dynamic import, which jest refuses untransformed; without it no connection is made.
  transformIgnorePatterns: [
    '/node_modules/(?!mongodb/lib/runtime_adapters)(?!(base45|postal-mime|httpxy|@nats-io|zod|@scure|kubernetes-models)/)',
  ],
  testTimeout: 120_000,
  maxWorkers: 2,
};
