import type { DeliveredFailure } from '../history/failure.ts';
import type { HistoryTable } from '../history/table.ts';
import type { DiagnosisRequest } from './request.ts';
import type { Response } from './respond.ts';

/** A cause of the catalogue, for people to choose. */
export interface KnownCause {
  id: string;
  family: string;
  title: string;
}

/** What the listeners work with. */
export interface Bot {
  table: HistoryTable;
  causes: readonly KnownCause[];
  /** Hands a request over to the worker; throws where nobody took it. */
  request: (request: DiagnosisRequest) => Promise<void>;
  /** Runs a failed build again. Undefined where that is switched off. */
  retry?: Retry | undefined;
  /** Answers where it was asked; throws for an address that is not Slack's, as Bolt's own `respond` does not. */
  answer: (responseUrl: string, response: Response) => Promise<void>;
  /** Takes what went wrong after the asker was told of it: for the log. */
  fail: (error: unknown) => void | Promise<void>;
  now: () => Date;
}

export interface Retry {
  /** Who may, by Slack's id. */
  users: ReadonlySet<string>;
  /** Starts it once, however often it is called; returns what names the new build. Throws what AWS says. */
  run: (failure: DeliveredFailure) => Promise<{ number?: number | undefined; url: string }>;
}
