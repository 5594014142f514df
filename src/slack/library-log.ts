import { type Logger, LogLevel } from '@slack/web-api';

/**
 * The log of Slack's libraries, instead of theirs, which writes to the console whatever it is given. Takes what is done
 * with an error; what is less than an error is dropped.
 */
export function createLibraryLog(tell: (error: unknown) => unknown): Logger {
  return {
    debug: drop,
    info: drop,
    warn: drop,
    error: (...words) => void tell(words.length === 1 ? words[0] : words.join(' ')),
    setLevel: drop,
    getLevel: () => LogLevel.ERROR,
    setName: drop,
  };
}

function drop(): void {}
