/** What an AWS service answers instead of a result. Thrown by the operations, worded by the protocol. */
export class AwsError extends Error {
  override name = 'AwsError';
  code: string;
  status: number;
  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** For an operation that the local AWS does not know: each protocol has its own words for it. */
export class UnknownOperation extends Error {
  override name = 'UnknownOperation';
}
