import type { Call } from './call.ts';
import type { Incoming } from './request.ts';

/** An operation that a REST service says with its method and path. `(name)` is where the input stands in the path. */
interface Route {
  method: string;
  path: RegExp;
  operation: string;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html, https://docs.aws.amazon.com/scheduler/latest/APIReference/API_Operations.html */
const ROUTES: Record<string, Route[]> = {
  lambda: [
    route('GET', '/2015-03-31/functions/(?<FunctionName>[^/]+)/configuration', 'GetFunctionConfiguration'),
    route('GET', '/2019-09-30/functions/(?<FunctionName>[^/]+)/concurrency', 'GetFunctionConcurrency'),
    route('GET', '/2015-03-31/functions/(?<FunctionName>[^/]+)/policy', 'GetPolicy'),
    route(
      'GET',
      '/2019-09-25/functions/(?<FunctionName>[^/]+)/event-invoke-config',
      'GetFunctionEventInvokeConfig',
    ),
    route('GET', '/2015-03-31/event-source-mappings/(?<UUID>[^/]+)', 'GetEventSourceMapping'),
    route('POST', '/2015-03-31/functions/(?<FunctionName>[^/]+)/invocations', 'Invoke'),
  ],
  scheduler: [route('GET', '/schedules/(?<Name>[^/]+)', 'GetSchedule')],
};

function route(method: string, path: string, operation: string): Route {
  return { method, path: new RegExp(`^${path}/?$`), operation };
}

/** What is asked of a REST service: the input from the path and the query, the body as `Payload`. */
export function getRestCall(
  service: string,
  { method, url, body }: Incoming,
): Pick<Call, 'operation' | 'input'> {
  for (const { method: wanted, path, operation } of ROUTES[service] ?? []) {
    const found = wanted === method ? path.exec(url.pathname) : null;
    if (!found) continue;
    const fromPath = Object.entries(found.groups ?? {}).map(([name, text]) => [
      name,
      decodeURIComponent(text),
    ]);
    const input = { ...Object.fromEntries(url.searchParams), ...Object.fromEntries(fromPath) };
    return { operation, input: body.length > 0 ? { ...input, Payload: body.toString() } : input };
  }
  return { operation: `${method} ${url.pathname}`, input: {} };
}
