import type { JsonObject, SlackState } from './state.ts';

/** One request to a method of the Web API, understood. */
export interface MethodRequest {
  state: SlackState;
  args: JsonObject;
  /** Where the local Slack listens, without a slash at the end. */
  url: string;
}

/** Answers a request with the fields beside `ok`. @throws Refusal when Slack would say `ok: false` */
export type Method = (request: MethodRequest) => JsonObject;
