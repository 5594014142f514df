/** What CloudFormation has made in an account, as far as Faultline asks for it again. */

export interface StoredStack {
  status: string;
  reason?: string | undefined;
  template: unknown;
  parameters: Record<string, string>;
  outputs: Record<string, string>;
  resources: { logicalId: string; type: string; id: string; status: string; reason?: string | undefined }[];
}

export interface StoredFunction {
  handler: string;
  runtime: string;
  role: string;
  variables: Record<string, string>;
  logGroup?: string | undefined;
  state?: 'Active' | 'Failed' | undefined;
  stateReason?: string | undefined;
  reservedConcurrency?: number | undefined;
  /** ARN of the queue that failed invocations go to. */
  onFailure?: string | undefined;
  /** ARNs of the rules that may call it. */
  callers: string[];
  /** Its name in serverless.yml: what is routed there answers its invocations. */
  routed: string;
}

export interface StoredRule {
  bus: string;
  pattern: unknown;
  state: 'ENABLED' | 'DISABLED';
  targets: { id: string; arn: string }[];
}

export interface StoredSchedule {
  expression: string;
  timezone: string;
  state: 'ENABLED' | 'DISABLED';
  target: { Arn: string; RoleArn: string; Input?: string };
}

export interface StoredQueue {
  waiting: number;
  /** Seconds; what CloudWatch knows of its oldest message. */
  oldest?: number | undefined;
}

export interface StoredMapping {
  functionName: string;
  queue: string;
  state: 'Enabled' | 'Disabled';
}

export interface Deployed {
  stacks: Map<string, StoredStack>;
  functions: Map<string, StoredFunction>;
  rules: Map<string, StoredRule>;
  schedules: Map<string, StoredSchedule>;
  queues: Map<string, StoredQueue>;
  mappings: Map<string, StoredMapping>;
  /** Table -> the attribute that its records expire by. */
  expiry: Map<string, string>;
}

/** An account that nothing was deployed to. */
export function emptyDeployed(): Deployed {
  return {
    stacks: new Map(),
    functions: new Map(),
    rules: new Map(),
    schedules: new Map(),
    queues: new Map(),
    mappings: new Map(),
    expiry: new Map(),
  };
}
