/** Which site this frame belongs to. */

type Place = Pick<Location, "hostname" | "pathname" | "protocol">;

/** The address that a frame stands for: an empty one belongs to the page that wrote it. */
export function ownAddress(frame: Window): Place {
  let current = frame;
  try {
    while (!/^https?:$/.test(current.location.protocol) && current.parent !== current) current = current.parent;
    return { hostname: current.location.hostname, pathname: current.location.pathname, protocol: current.location.protocol };
  } catch {
    return frame.location; // another origin's frame: its address is not ours to read
  }
}

/** The address bar's host, as settings name a site. */
export function siteName(frame: Window): string {
  try {
    return frame.top?.location.host ?? frame.location.host;
  } catch {
    const ancestors = (frame.location as { ancestorOrigins?: DOMStringList }).ancestorOrigins;
    const top = ancestors?.item(ancestors.length - 1) ?? null;
    return top !== null && URL.canParse(top) ? new URL(top).host : frame.location.host;
  }
}
