import { describe, expect, it } from "vitest";
import { Gate } from "./gate";

const asking = { text: "You lied, liar", fresh: true, asks: ["blame\nyou lied"], gated: true };

describe("the gate", () => {
  it("stops once, and lets the second press through", () => {
    const gate = new Gate();

    expect([gate.press(asking), gate.press(asking), gate.press(asking)]).toEqual(["stop", "pass", "pass"]);
  });

  it("asks again for something new, and not again for what it asked about", () => {
    const gate = new Gate();
    gate.press(asking);

    const more = { ...asking, text: "You lied, liar. Liar", asks: [...asking.asks, "insult\nliar"] };
    expect(gate.press(more)).toBe("stop");
    expect(gate.press({ ...more, text: "You lied, liar. Liar!" })).toBe("pass");
  });

  it("lets the second press of one text through, whatever an answer has found in it meanwhile", () => {
    const gate = new Gate();
    gate.press({ ...asking, fresh: false });

    expect(gate.press({ ...asking, asks: ["blame\nyou lied, liar"] })).toBe("pass");
  });

  it("begins anew with the next draft", () => {
    const gate = new Gate();
    gate.press(asking);
    gate.reset();

    expect(gate.press(asking)).toBe("stop");
  });

  it("waits for an answer only where a check may ask, and only while there is none", () => {
    const gate = new Gate();

    expect(gate.press({ text: "Hello", fresh: false, asks: [], gated: true })).toBe("hold");
    expect(gate.press({ text: "Hello", fresh: true, asks: [], gated: true })).toBe("pass");
    expect(gate.press({ text: "Hello", fresh: false, asks: [], gated: false })).toBe("pass");
  });

  it("stops for words that are known to stand there still", () => {
    expect(new Gate().press({ ...asking, fresh: false })).toBe("stop");
  });
});
