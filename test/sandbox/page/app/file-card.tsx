import type { PageState } from '../state.ts';

/** A shared file: the picture itself, or its name to open. */
export function FileCard({ file }: { file: PageState['files'][number] }) {
  const url = `/files/${file.id}`;
  if (file.isImage) {
    return (
      <figure className="picture">
        <figcaption>{file.title}</figcaption>
        <img src={url} alt={file.altText ?? file.title} />
      </figure>
    );
  }
  return (
    <a className="file" href={url} target="_blank" rel="noreferrer">
      <strong>{file.title}</strong>
      <small>{file.name}</small>
    </a>
  );
}
