/** A unified diff of the Dockerfile that takes the base image from elsewhere. Only the first part of the line is known: what follows (`AS build`) is left out. */
export function replaceBaseImage(image: string, better: string): string {
  return `--- a/Dockerfile\n+++ b/Dockerfile\n@@ -1,1 +1,1 @@\n-FROM ${image}\n+FROM ${better}\n`;
}
