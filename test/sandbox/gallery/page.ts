import type { Picture } from './take.ts';

/** Takes the pictures; returns the page that shows them all, as Markdown. */
export function renderGallery(pictures: readonly Picture[]): string {
  const parts = pictures.map(({ name, title }) => {
    const image = (light: string) =>
      `<img src="pictures/gallery/${name}-${light}.webp" width="390" alt="${title.replaceAll('"', '&quot;')} (${light})">`;
    return `## ${title}\n\n${image('light')} ${image('dark')}`;
  });
  return `# All messages

What Faultline shows in Slack, at the width of a phone, in light and dark. \`npm run pictures\` takes these pictures anew, from the local Slack that \`npm start\` shows; what the messages say is held fast by the tests in \`test/slack\` and \`test/digest\`.

${parts.join('\n\n')}
`;
}
