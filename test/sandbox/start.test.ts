import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Starts a command; `said` grows with what it prints. */
function start(command: string, args: string[], env: Record<string, string> = {}) {
  const child = spawn(command, args, { cwd: ROOT, env: { ...process.env, ...env } });
  const run = { child, said: '' };
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      run.said += text;
    });
  return run;
}

/** Resolves once the command has printed `words`; rejects where it ends without. */
function untilSaid(run: ReturnType<typeof start>, words: string): Promise<void> {
  return new Promise((resolve, reject) => {
    run.child.stdout.on('data', () => run.said.includes(words) && resolve());
    run.child.on('close', () => reject(new Error(run.said)));
  });
}

describe('npm start', () => {
  it('prints what happens and the message with the command that fixes the build', async () => {
    // What a newcomer's shell is signed in to must not matter.
    const run = start('npm', ['start', '--', '--once'], { AWS_PROFILE: 'work', SLACK_CHANNEL: 'C0OTHER' });
    expect(await once(run.child, 'close'), run.said).toEqual([0, null]);
    // Coloured or not: a CI may set FORCE_COLOR.
    const said = stripVTControlCharacters(run.said);
    expect(said).toMatch(/event .*read .*diagnosis .*check .*posted /s);
    expect(said).toContain('aws iam put-role-policy --role-name codebuild-flask-app-service-role');
    expect(said).toContain('flask-app #42 failed');
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('goes on until %s and ends cleanly', async (signal) => {
    const run = start('node', ['test/sandbox/start.ts']);
    await untilSaid(run, 'Ctrl-C');
    const [url = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(run.said) ?? [];
    expect(await (await fetch(url)).text()).toContain('<title>Faultline');
    run.child.kill(signal);
    expect(await once(run.child, 'close'), run.said).toEqual([0, null]);
  });
});
