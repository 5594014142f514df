import { code, paragraph, plain, richText } from './blocks.ts';
import { cutEscaped, cutInline } from './cut.ts';

/** Something short that one person sees. */
export interface Note {
  response_type: 'ephemeral';
  text: string;
  blocks?: ReturnType<typeof richText>[];
}

const FORMS: readonly (readonly [string, string])[] = [
  ['/diagnose', 'the last failure in this channel'],
  ['/diagnose flask-app', 'the last failed build of a project'],
  ['/diagnose flask-app:3f6f0a5e-8a3c-4f57-9a0c-5d0c4a3c1b2e', 'a build, by its id'],
  ['/diagnose arn:aws:codebuild:…', 'a build, by its ARN'],
  ['/diagnose https://…console.aws.amazon.com/codesuite/…', 'a build, by the address of its console page'],
];

/** Takes text of any origin; returns it as a note for one person, literal. */
export function note(text: string): Note {
  return { response_type: 'ephemeral', text: cutEscaped(text, 2000) };
}

/** What `/diagnose` takes, after what there is to say first. */
export function renderHelp(first = 'Faultline says why a CodeBuild build failed, and how to fix it.'): Note {
  const lines = FORMS.flatMap(([form, meaning]) => [plain('\n• '), code(form), plain(` ${meaning}`)]);
  const intro = cutInline(first, 600);
  const text = `${intro}\n${FORMS.map(([form, meaning]) => `${form}: ${meaning}`).join('\n')}`;
  return {
    response_type: 'ephemeral',
    text: cutEscaped(text, 2000),
    blocks: [richText(paragraph(plain(intro), ...lines))],
  };
}

/** For words that name no build. */
export function renderUnclear(text: string): Note {
  return renderHelp(
    `"${cutInline(text, 200)}" is neither a build nor a project. This is what /diagnose takes:`,
  );
}
