/** The line from our own pages to the background. */
import { api } from "../lib/api";
import type { Answer, HomeCalls, Message, PageCalls } from "../lib/messages";

/** Ask the background; null when it could not answer. */
export async function ask<K extends keyof (PageCalls & HomeCalls)>(message: Message<K>): Promise<Answer<K> | null> {
  try {
    const answer: unknown = await api.runtime.sendMessage(message);
    return (answer ?? null) as Answer<K> | null;
  } catch {
    return null;
  }
}
