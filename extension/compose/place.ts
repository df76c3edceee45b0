/** Where the card may stand. It works with boxes only, so that "never over the text or the send button" can be proved. */

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Place {
  readonly left: number;
  readonly top: number;
  /** The card scrolls inside when it is taller. */
  readonly maxHeight: number;
}

/** Between card and composer; between card and the window's edge. */
const GAP = 10;
const EDGE = 8;
/** A card lower than this would be nothing but its buttons. */
const LEAST_HEIGHT = 190;

/** The smallest box around all of these. */
export function around(boxes: readonly Box[]): Box {
  return {
    left: Math.min(...boxes.map((box) => box.left)),
    top: Math.min(...boxes.map((box) => box.top)),
    right: Math.max(...boxes.map((box) => box.right)),
    bottom: Math.max(...boxes.map((box) => box.bottom)),
  };
}

/**
 * Place a card of `size` in a window so that it covers nothing of `keep`: above it, else below, else beside it.
 *
 * Above and below it starts where `anchor`, the words it speaks of, starts. Null when there is no room for a readable card.
 */
export function place(size: Size, keep: Box, anchor: Box, view: Size, rightToLeft: boolean): Place | null {
  const within = (at: number): number => Math.max(EDGE, Math.min(at, view.width - EDGE - size.width));
  const left = within(rightToLeft ? anchor.right - size.width : anchor.left);
  const above = Math.min(keep.top, view.height) - GAP - EDGE;
  const below = view.height - Math.max(keep.bottom, 0) - GAP - EDGE;
  const higher = above >= size.height || (above >= below && below < size.height);
  const room = higher ? above : below;
  if (room >= Math.min(size.height, LEAST_HEIGHT)) {
    const top = higher ? Math.min(keep.top, view.height) - GAP - Math.min(size.height, room) : Math.max(keep.bottom, 0) + GAP;
    return { left, top, maxHeight: room };
  }
  const maxHeight = view.height - 2 * EDGE;
  if (maxHeight < Math.min(size.height, LEAST_HEIGHT)) return null;
  const top = Math.max(EDGE, Math.min(anchor.top, view.height - EDGE - Math.min(size.height, maxHeight)));
  const before = keep.left - GAP - size.width;
  const after = keep.right + GAP;
  const sides = [before >= EDGE ? before : null, after + size.width <= view.width - EDGE ? after : null];
  const side = (rightToLeft ? sides.reverse() : sides).find((at) => at !== null);
  return side == null ? null : { left: side, top, maxHeight };
}
