import { confirm, input, password } from '@inquirer/prompts';
import pc from 'picocolors';
import { FaultlineError } from '../../errors.ts';
import { createSpinner } from '../spinner.ts';

/** What setup says, asks and shows while it works. */
export interface Talk {
  isInteractive: boolean;
  say: (text: string) => void;
  /** Shows that something is under way; its result is said when it is there. */
  during: <T>(text: string, work: Promise<T>) => Promise<T>;
  text: (question: string, check: (answer: string) => true | string) => Promise<string>;
  /** What is typed is not shown. */
  secret: (question: string, check: (answer: string) => true | string) => Promise<string>;
  confirm: (question: string, isDefault: boolean) => Promise<boolean>;
}

/** Setup cannot go on. The message says why and what to do. */
export class SetupError extends FaultlineError {
  readonly exitCode: 1 | 2;
  constructor(message: string, exitCode: 1 | 2 = 1) {
    super('setup', message);
    this.exitCode = exitCode;
  }
}

/** Talks over the terminal. */
export function createTalk(): Talk {
  return {
    isInteractive: process.stdin.isTTY === true && process.stdout.isTTY === true,
    say: (text) => console.log(text),
    during: async (text, work) => {
      const spinner = createSpinner(text).start();
      try {
        return await work;
      } finally {
        spinner.stop();
      }
    },
    text: (message, validate) =>
      input({ message, validate: (answer) => validate(answer.trim()) }).then((answer) => answer.trim()),
    secret: (message, validate) => password({ message, mask: true, toggleMask: false, validate }),
    confirm: (message, isDefault) => confirm({ message, default: isDefault }),
  };
}

/** A heading of the steps. */
export function heading(text: string): string {
  return `\n${pc.bold(text)}`;
}

export function done(text: string): string {
  return `${pc.green('✔')} ${text}`;
}

export function caution(text: string): string {
  return `${pc.yellow('!')} ${text}`;
}
