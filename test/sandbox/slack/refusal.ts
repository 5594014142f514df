/** How the local Slack says no: an error code, and for blocks and views what is wrong with them. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: string;
  readonly messages: string[];
  readonly status: number;
  readonly retryAfter: number | undefined;

  constructor(
    code: string,
    more: { messages?: string[]; status?: number; retryAfter?: number | undefined } = {},
  ) {
    super(`Slack refused: ${code}`);
    this.code = code;
    this.messages = more.messages ?? [];
    this.status = more.status ?? 200;
    this.retryAfter = more.retryAfter;
  }
}
