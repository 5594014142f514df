/** Why a text cannot be the secret, or nothing. Never with the text itself. */
export type FindFault = (value: string) => string | undefined;

/** A bot token begins with xoxb-. https://docs.slack.dev/authentication/tokens */
export const findBotTokenFault: FindFault = (value) => {
  const wrapped = findWrapping(value);
  if (wrapped) return wrapped;
  if (/^xoxp-/.test(value)) return 'is a user token (xoxp-); the bot token begins with xoxb-';
  if (/^xapp-/.test(value)) return 'is an app-level token (xapp-); the bot token begins with xoxb-';
  if (/^xoxe[.-]/.test(value))
    return 'is a configuration or refresh token (xoxe); the bot token begins with xoxb-';
  if (/^[0-9a-f]{32}$/.test(value)) return 'looks like the signing secret; the bot token begins with xoxb-';
  return /^xoxb-[\w-]+$/.test(value) ? undefined : 'is no bot token, which begins with xoxb-';
};

/** 32 hexadecimal digits. https://docs.slack.dev/authentication/verifying-requests-from-slack */
export const findSigningSecretFault: FindFault = (value) => {
  const wrapped = findWrapping(value);
  if (wrapped) return wrapped;
  if (/^x(?:ox[a-z]|app)-/.test(value)) return 'is a token, not the signing secret';
  return /^[0-9a-f]{32}$/.test(value) ? undefined : 'is no signing secret, which is 32 hexadecimal digits';
};

export const findGitHubTokenFault: FindFault = findWrapping;

/** What copying and pasting adds. */
function findWrapping(value: string): string | undefined {
  if (value.trim() === '') return 'is empty';
  if (/^\s|\s$/.test(value)) return 'has a space or a line break around it';
  if (/^["'`].*["'`]$/.test(value)) return 'has quotation marks around it';
  return /\s/.test(value) ? 'has a space or a line break in it' : undefined;
}
