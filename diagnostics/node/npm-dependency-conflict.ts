import { getDirectory, goTo } from '../../src/fix/package-manager.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'npm-dependency-conflict',
  family: 'node',
  title: 'npm cannot satisfy the peer dependencies together',
  patterns: [
    // The same words stand in healthy builds behind `npm WARN`, when npm overrides a peer dependency.
    /npm (?:ERR!|error) (?:code )?ERESOLVE/,
    /^(?!.*\bwarn\b).*ERESOLVE (?:unable to resolve dependency tree|could not resolve)/i,
    {
      line: /npm (?:ERR!|error) +(?:Conflicting peer dependency:|peer|peerOptional) (?<package>@?[^@\s:]+)@/,
      strength: 'likely',
    },
    {
      line: /npm (?:ERR!|error) +(?:While resolving|Fix the upstream dependency conflict)/,
      strength: 'likely',
    },
    /npm (?:ERR!|error) (?:code )?(?:EOVERRIDE|EPEERINVALID|peerinvalid)/,
    /ERR_PNPM_PEER_DEP_ISSUES/,
    {
      line: /(?:Incompatible peer dependencies found|has an incompatible peer dependency)/,
      strength: 'likely',
    },
  ],
  above: [
    'npm-script-failed',
    'docker-build-step-failed',
    'command-not-found',
    'node-module-not-found',
    'sam-build-failed',
  ],
  explain: ({ facts }) =>
    `Two packages need different versions of ${facts.package ? `\`${facts.package}\`` : 'the same peer dependency'}, and npm 7 and later do not install that.`,
  fix: ({ facts, command }) => {
    const directory = getDirectory(command);
    return [
      {
        title: `See who asks for which version of ${facts.package ?? 'the package'}`,
        command: `${goTo(directory)}${sh`npm explain ${facts.package ?? placeholder('package')}`}`,
        changes: false,
      },
      {
        title:
          'Raise the package that is behind (or lower the one that is ahead) in package.json, and commit the lock file',
        command: `${goTo(directory)}${sh`npm install ${placeholder('package at a version that fits')} && git add package.json package-lock.json && git commit --message ${'Resolve the peer dependency conflict'} && git push`}`,
        changes: true,
        verify: `${goTo(directory)}npm ci`,
      },
      {
        title: 'Until the packages agree, let npm ignore peer dependencies as npm 6 did',
        command: `${goTo(directory)}npm config set legacy-peer-deps true --location project && git add .npmrc`,
        changes: true,
        verify: `${goTo(directory)}npm install --dry-run`,
      },
    ];
  },
});
