// How a text finds names, as kg/search does it on the server: one way after the other, from the very name to a typing
// error in it. `Finder` takes tables and entries; an entry is {kind, path, label, detail, lead, rank, names}, each of its
// names [text, language, naming].

const NAMED_IN_KOREAN = ["person", "character"];
const LITERAL = ["same", "begins", "word", "choseong", "inside"];
const MOST_WORDS = 8;
const SHORTEST_INSIDE = 2;
const SHORTEST_SOUND = 3;
const SHORTEST_KEYS = 3;
const FAR = 3;
const INSIDE = 6; // a level; where nothing is found at a better one, typing errors are looked for

class Finder {
  constructor(tables, entries) {
    this.allowed = tables.errors_allowed;
    this.spelling = spellingOf(tables);
    this.names = entries.flatMap((entry) => entry.names.map(([text, lang, naming]) => this.read({ entry, text, lang, naming })));
  }

  /** A name with the keys under which it is found: [key, number of the word that it begins with, length of that word]. */
  read(name) {
    const { choseong, givenName, hasHangul, jamo, nameSounds, wordsOf } = this.spelling;
    const words = wordsOf(name.text);
    const letters = words.map((word, at) => [words.slice(at).join(""), at, word.length]);
    const korean = NAMED_IN_KOREAN.includes(name.entry.kind);
    const given = korean && words.length === 1 ? givenName(words[0]) : "";
    if (given) letters.push([given, 1, given.length]);
    const hangul = letters.filter(([text]) => hasHangul(text));
    const sounding = korean || (name.entry.kind === "drama" && hasHangul(name.text));
    return {
      ...name,
      words,
      letters,
      whole: words.join(""),
      typed: hangul.map(([text, at, first]) => [jamo(text), at, jamo(text.slice(0, first)).length]),
      initials: hangul.map(([text, at]) => [choseong(text), at, text]),
      sounds: sounding ? nameSounds(name.text) : [],
    };
  }

  /** The things that a text finds, the best first. */
  find(text, { kind, lang, most }) {
    const names = this.names.filter(({ entry }) => (kind ? entry.kind === kind : entry.kind !== "source"));
    const best = new Map();
    const take = (found) => {
      for (const match of found) {
        const old = best.get(match.name.entry);
        if (!old || compared(quality(match, lang), quality(old, lang)) < 0) best.set(match.name.entry, match);
      }
    };
    const least = () => Math.min(INSIDE, ...[...best.values()].map((match) => match.level));
    for (const way of ["literally", "halfTyped", "byInitials", "bySound", "inside"]) take(this[way](names, text));
    for (const way of ["inTheOtherLayout", "mistyped"]) if (least() >= INSIDE) take(this[way](names, text));
    const order = ({ level, distance, name }) => [level, distance, name.entry.rank];
    return [...best.values()].sort((one, other) => compared(order(one), order(other))).slice(0, most).map(hitOf);
  }

  *literally(names, text) {
    yield* this.among(names, "letters", this.spelling.lettersOf(text));
    const words = this.spelling.wordsOf(text).slice(0, MOST_WORDS);
    if (words.length < 2) return;
    for (const name of names) {
      const has = words.every((word) => name.letters.some(([key]) => key.startsWith(word)));
      if (has) yield { how: "word", level: 2, distance: name.words.length - words.length, name };
    }
  }

  /** Names that are a text, that begin with it, or of which a later word does. */
  *among(names, keys, text) {
    if (!text) return;
    for (const name of names) {
      for (const [key, at] of name[keys]) {
        if (!key.startsWith(text)) continue;
        if (at === 0 && key === text) yield { how: "same", level: 0, distance: 0, name };
        const goesOn = /\d$/.test(text) && /^\d/.test(key.slice(text.length)); // 1 is nearer to #1 than to 1988
        yield { how: at === 0 ? "begins" : "word", level: at > 1 ? 2 : 1, distance: goesOn ? 1 : 0, name };
      }
    }
  }

  *halfTyped(names, text) {
    const letters = this.spelling.lettersOf(text);
    if (this.spelling.hasHangul(letters) && !this.spelling.loneConsonants(letters)) {
      for (const found of this.among(names, "typed", this.spelling.jamo(letters))) {
        yield { ...found, distance: found.distance + 1 };
      }
    }
  }

  *byInitials(names, text) {
    const letters = this.spelling.loneConsonants(this.spelling.lettersOf(text));
    if (letters) yield* this.begunBy(names, this.spelling.choseong(letters), letters);
  }

  *begunBy(names, initials, letters) {
    for (const name of names) {
      for (const [key, at, written] of name.initials) {
        if (!key.startsWith(initials) || (letters !== initials && !this.spelling.beginsBy(letters, written))) continue;
        const whole = at === 0 && key === initials;
        yield { how: "choseong", level: 3, distance: (at > 1 ? 2 : 1) - (whole ? 1 : 0), name };
      }
    }
  }

  *bySound(names, text) {
    const letters = this.spelling.lettersOf(text);
    for (const sound of this.spelling.querySounds(text)) {
      for (const name of names) {
        for (const [key, at, first] of name.sounds) {
          if (key === sound && at === 0) {
            const distance = errorsBetween(letters, name.whole, FAR - 1) + (this.spelling.readAlike(letters, name.whole) ? 0 : FAR);
            yield { how: "romanised", level: 4, distance, name };
          }
          if (key.startsWith(sound) && (sound.length >= SHORTEST_SOUND || first === sound.length)) {
            yield { how: "romanised", level: 5, distance: Math.min(Math.floor(at / 2), 1), name };
          }
        }
      }
    }
  }

  *inside(names, text) {
    const letters = this.spelling.lettersOf(text);
    if (letters.length < SHORTEST_INSIDE) return;
    for (const name of names) if (name.whole.includes(letters)) yield { how: "inside", level: INSIDE, distance: 0, name };
  }

  *inTheOtherLayout(names, text) {
    const typed = text.replace(/\s+/g, "");
    if ([...typed].length < SHORTEST_KEYS) return;
    const found = [];
    if (/^[\0-\x7f]*$/.test(typed)) {
      const meant = this.spelling.keysAsHangul(typed);
      found.push(...this.among(names, "typed", meant), ...this.begunBy(names, meant, meant));
    } else {
      found.push(...this.among(names, "letters", this.spelling.lettersOf(this.spelling.keysAsLatin(typed))));
    }
    for (const { level, distance, name } of found) yield { how: "keyboard", level: 7, distance: distance + level, name };
  }

  *mistyped(names, text) {
    const { hasHangul, jamo, lettersOf } = this.spelling;
    const hangul = hasHangul(lettersOf(text));
    const letters = hangul ? jamo(lettersOf(text)) : lettersOf(text);
    const most = this.allowed[hangul ? "hangul" : "latin"][letters.length] ?? 0;
    if (!most) return;
    const wanted = new Set(letters);
    for (const name of names) {
      for (const [key, at] of name[hangul ? "typed" : "letters"]) {
        let missing = 0; // an error takes away one letter at most
        for (const letter of wanted) if (!key.includes(letter) && (missing += 1) > most) break;
        if (missing > most) continue;
        const whole = 2 * errorsBetween(letters, key, most) + (at > 0 ? 1 : 0);
        const distance = Math.min(whole, 2 * errorsBetween(letters, key, most, true) + 1);
        if (distance <= 2 * most + 1) yield { how: "typo", level: 8, distance, name };
      }
    }
  }
}

function quality({ level, distance, name }, lang) {
  return [level, distance, name.lang === lang ? 0 : 1, name.naming === "label" ? 0 : 1, name.text.length, name.text];
}

/** How two lists of numbers or texts stand to each other: less than 0, 0 or more. */
function compared(one, other) {
  const place = one.findIndex((value, at) => value !== other[at]);
  return place < 0 ? 0 : one[place] < other[place] ? -1 : 1;
}

function hitOf({ how, name }) {
  const { kind, path, label, detail, lead } = name.entry;
  const alias = name.naming === "alias" && LITERAL.includes(how);
  return { kind, path, label, detail, lead, matched: name.text, how: alias ? "alias" : how };
}
