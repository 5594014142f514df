import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import pc from 'picocolors';
import { parseSetupOptions } from '../../../src/install/setup/options.ts';
import { runSetup } from '../../../src/install/setup/run-setup.ts';
import type { Talk } from '../../../src/install/setup/talk.ts';
import { STACK } from '../../install/deploy.ts';
import { BOT_TOKEN, BUILDS } from '../slack/index.ts';
import { type Installation, SIGNING_SECRET } from './installation.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** A picture of a terminal: what was typed, and what came. */
export interface Shot {
  name: string;
  typed: string;
  printed: () => Promise<string>;
}

const SAMPLE = 'test/sandbox/scenarios/requirements-not-found/build.log';

/** All pictures of terminals, of one installation; the last one breaks it. */
export function listShots(installation: Installation): Shot[] {
  return [
    {
      name: 'diagnose',
      typed: `npm run -s faultline -- diagnose ${SAMPLE}`,
      printed: () => run('cli', ['diagnose', SAMPLE], {}),
    },
    { name: 'setup', typed: 'npm run setup', printed: () => setUp(installation) },
    { name: 'doctor', typed: 'npm run -s doctor', printed: () => breakAndExamine(installation) },
  ];
}

/** Runs a handler as a terminal with colours does. Its exit code does not matter: doctor's says that something is broken. */
function run(name: string, args: readonly string[], environment: Record<string, string>): Promise<string> {
  const env = { PATH: process.env.PATH, HOME: '/nowhere', FORCE_COLOR: '1', ...environment };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(ROOT, 'handlers', `${name}.ts`), ...args],
      { env, cwd: ROOT },
      (_error, stdout) => resolve(stdout),
    );
  });
}

async function breakAndExamine({ aws, slack, environment }: Installation): Promise<string> {
  const rule = aws.account.deployed.rules.get(`${STACK}-BuildRule`);
  if (!rule) throw new Error('The installation has no rule.');
  rule.state = 'DISABLED';
  slack.changeChannel(BUILDS, { isMember: false });
  return run('doctor', [], environment);
}

const ALL = { Version: '2012-10-17', Statement: [{ Effect: 'Allow' as const, Action: '*', Resource: '*' }] };

/** Setup for somebody who types the answers, which stand as the prompts leave them. What would deploy does nothing. */
async function setUp({ aws, environment }: Installation): Promise<string> {
  aws.account.parameters.clear();
  aws.account.roles.set('faultline', { path: '/', trust: {}, attached: [], inline: { all: ALL } });
  const { stacks } = aws.account.deployed;
  const stack = stacks.get(STACK);
  stacks.clear();
  const folder = mkdtempSync(join(tmpdir(), 'faultline-pictures-'));
  const npx = join(folder, 'npx');
  writeFileSync(npx, '#!/bin/sh\n');
  chmodSync(npx, 0o755);
  Object.assign(process.env, environment, { PATH: `${folder}${delimiter}${process.env.PATH}` });
  const lines: string[] = [];
  const options = parseSetupOptions([]);
  if (typeof options === 'number') throw new Error('Setup does not take no options.');
  const deployNow = () => stack && stacks.set(STACK, { ...stack, status: 'CREATE_COMPLETE' });
  try {
    await runSetup(options, createTalk(lines, deployNow));
    return lines.join('\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function createTalk(lines: string[], deployNow: () => unknown): Talk {
  const ask = (question: string, shown: string) =>
    lines.push(`${pc.green('✔')} ${pc.bold(question)} ${pc.cyan(shown)}`);
  const secrets = [BOT_TOKEN, SIGNING_SECRET];
  return {
    isInteractive: true,
    say: (text) => lines.push(shorten(text)),
    during: (_, work) => work,
    text: async (question) => {
      ask(question, BUILDS);
      return BUILDS;
    },
    secret: async (question) => {
      const secret = secrets.shift() ?? '';
      ask(question, '*'.repeat(secret.length));
      return secret;
    },
    confirm: async (question) => {
      ask(question, 'Yes');
      deployNow();
      return true;
    },
  };
}

/** The address that creates the app holds the whole manifest, as long as the picture; the local one is another each time. */
function shorten(text: string): string {
  return text
    .replaceAll(/(manifest_yaml=.{30})\S+/g, '$1…')
    .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, 'https://a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com');
}
