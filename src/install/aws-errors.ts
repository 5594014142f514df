import { isRefusal } from '../checks/try-reading.ts';

/** The same without saying of the others that they are no errors. */
const isRefused: (error: unknown) => boolean = isRefusal;

/** Errors of AWS that say: nothing of that name is there. */
const NOT_FOUND =
  /^(?:ResourceNotFoundException|ResourceNotFound|ParameterNotFound|NoSuchEntity(?:Exception)?|NotFoundException|QueueDoesNotExist|AWS\.SimpleQueueService\.NonExistentQueue)$/;

/** Errors that no answer to any other question would spare: the credentials themselves are at fault. */
const BAD_CREDENTIALS =
  /^(?:CredentialsProviderError|TokenProviderError|ExpiredToken(?:Exception)?|InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|InvalidSignatureException|IncompleteSignature|MissingAuthenticationToken(?:Exception)?|AuthFailure|InvalidAccessKeyId)$/;

export function isNotFound(error: unknown): boolean {
  return error instanceof Error && (NOT_FOUND.test(error.name) || /does not exist$/.test(error.message));
}

export function isBadCredentials(error: unknown): error is Error {
  return error instanceof Error && BAD_CREDENTIALS.test(error.name);
}

/** Why a question got no answer, in words; `permissions` are those that asking takes. */
export function explainAws(error: unknown, permissions: readonly string[] = []): string {
  if (!(error instanceof Error)) return `Not checked: ${String(error)}`;
  if (isRefused(error)) {
    const named = /not authorized to perform: ([\w-]+:\w+)/.exec(error.message)?.[1];
    const lacking = named ?? permissions.join(', ');
    return `Not checked: you may not do ${lacking || 'that'} in AWS.`;
  }
  const { name, message, code } = error as NodeJS.ErrnoException;
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN' || name === 'TimeoutError')
    return `Not checked: no answer from AWS (${code ?? name}).`;
  const said = message && message !== name ? `: ${message.slice(0, 300)}` : '';
  return `Not checked: AWS answered ${name}${said}`;
}
