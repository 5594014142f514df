import type { JsonObject } from '../../slack/state.ts';
import { findObject, findString } from './json.ts';

/** A picture of the local Slack's own files; one from elsewhere is only named, since the page loads nothing from there. */
export function Picture({ image }: { image: JsonObject }) {
  const description = findString(image, 'alt_text') ?? '';
  const file = findString(findObject(image, 'slack_file'), 'id');
  const title = findString(findObject(image, 'title'), 'text');
  return (
    <figure className="picture">
      {title && <figcaption>{title}</figcaption>}
      {file ? (
        <img src={`/files/${file}`} alt={description} />
      ) : (
        <p>
          Picture: {description} <small>{findString(image, 'image_url')}</small>
        </p>
      )}
    </figure>
  );
}
