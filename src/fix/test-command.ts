import { quote, sh } from './shell.ts';

/** The package manager's call within a command of the buildspec, such as `npm run test:ci`; only words that mean nothing to a shell. */
export function findScriptCall(command: string | undefined): string | undefined {
  return /\b(?:npm|yarn|pnpm|bun|npx) [\w :@./=-]*/.exec(command ?? '')?.[0].trim();
}

/** Runs the JavaScript tests as the build does, of one file where it is known. */
export function getScriptTestCommand(command: string | undefined, file: string | undefined): string {
  const call = findScriptCall(command) ?? 'npm test';
  if (!file) return call;
  return `${call}${/^npm\b/.test(call) && !call.includes(' -- ') ? ' --' : ''} ${quote(file)}`;
}

/** Runs the tests of a JVM build, of one class where it is known (`OrderTest > adds()`, `adds(com.acme.OrderTest)`, `com.acme.OrderTest.adds`). */
export function getJvmTestCommand(command: string | undefined, test: string | undefined): string {
  const named = /\(([\w.$]+)\)/.exec(test ?? '')?.[1] ?? test?.split(' > ')[0];
  const name = named?.split('.').find((part) => /^[A-Z]\w+$/.test(part));
  if (/gradle/.test(command ?? ''))
    return name ? sh`./gradlew test --tests ${`*${name}*`}` : './gradlew test';
  if (/\bsbt\b/.test(command ?? '')) return name ? sh`sbt ${`testOnly *${name}*`}` : 'sbt test';
  return name ? sh`mvn --batch-mode test -Dtest=${name}` : 'mvn --batch-mode test';
}
