/** A prompt as the card says it, for our own pages. */
import { t } from "../lib/strings";
import type { Prompt } from "../lib/wire";

export function Said({ prompt, quoted }: { readonly prompt: Prompt; readonly quoted: boolean }) {
  const told = [prompt.heading, prompt.why].some((sentence) => sentence.includes(prompt.quote));
  return (
    <article class="said-card" lang="en">
      <p class="soft">{prompt.title}</p>
      <h3>{prompt.heading}</h3>
      {quoted && prompt.level !== "care" && !told && <blockquote dir="auto">“{prompt.quote}”</blockquote>}
      <p class="soft why">{prompt.why}</p>
      <p class="question">{prompt.question}</p>
      {prompt.level !== "care" && (
        <p class="soft idea">
          {t("prompt_idea")}: {prompt.source.idea} <cite>{prompt.source.title}</cite>
        </p>
      )}
    </article>
  );
}
