import { quote } from './shell.ts';

/** The command that lets a linter or formatter correct what it can, guessed from what was called and from the file it named. */
export function getLinterFix(command: string | undefined, file: string | undefined): string {
  const text = `${command ?? ''} ${file ?? ''}`;
  if (/prettier/.test(text)) return 'npx prettier --write .';
  if (/stylelint|\.(?:s?css|less)\b/.test(text)) return 'npx stylelint --fix "**/*.{css,scss}"';
  if (/\.py\b|flake8|black|ruff|pylint|isort/.test(text)) return `black . ; flake8 ${quote(file ?? '.')}`;
  if (/mvn|checkstyle/.test(text)) return 'mvn spotless:apply; mvn checkstyle:check';
  if (/gradle/.test(text)) return './gradlew spotlessApply';
  if (/rubocop|\.rb\b/.test(text)) return 'bundle exec rubocop --autocorrect';
  return `npx eslint --fix ${quote(file ?? '.')}; npx prettier --check .`;
}
