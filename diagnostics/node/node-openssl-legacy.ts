import { selectRuntimeStep, setVariableStep } from '../../src/fix/runtime.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'node-openssl-legacy',
  family: 'node',
  title: 'webpack uses a hash that the OpenSSL 3 of Node.js 17 and later refuses',
  patterns: [
    /ERR_OSSL_EVP_UNSUPPORTED/,
    /error:0308010C:digital envelope routines::unsupported/,
    /digital envelope routines::initialization error/,
    { line: /digital envelope routines/, strength: 'likely' },
  ],
  above: [
    'npm-script-failed',
    'bundler-failed',
    'node-version-unsupported',
    'tls-failed',
    'docker-build-step-failed',
    'javascript-tests-failed',
    'serverless-framework-failed',
  ],
  explain: () =>
    'webpack 4 (react-scripts 4, Angular 11, Vue CLI 4 and older) hashes with MD4, and Node.js 17 and later refuse it: their OpenSSL 3 has it no more.',
  fix: ({ build }) => [
    setVariableStep(
      {
        name: 'NODE_OPTIONS',
        value: '--openssl-legacy-provider',
        title: 'Let this build use the old algorithms: NODE_OPTIONS=--openssl-legacy-provider',
      },
      build,
    ),
    {
      title: 'For good, raise webpack to 5 (react-scripts to 5): it no longer needs MD4',
      command: 'npm install webpack@5 && npm ls webpack',
      changes: true,
      verify: 'npm run build',
    },
    selectRuntimeStep(
      { runtime: 'nodejs', version: 16, title: 'Or stay on Node.js 16, where the image still has it' },
      build,
    ),
  ],
});
