// How names are spelt and how they sound, as kg/names does it; the tables come from there (kg/web/search/static_index.py).
// `spellingOf(tables)` returns the functions; tests/test_search_static.py compares them with Python's.

function spellingOf(tables) {
  const ONSETS = [..."ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"];
  const VOWELS = [..."ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"];
  const CODAS = ["", ..."ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"];
  const FIRST = "가".codePointAt(0);
  const mostWords = 8;
  const mostSyllables = 5; // of a name whose later syllables may begin a given name
  const token = new RegExp(tables.latin.map(([pattern]) => `(${pattern})`).join("|"), "g");
  const letterOfKey = Object.fromEntries(Object.entries(tables.keys).map(([letter, key]) => [key, letter]));

  const isSyllable = (char) => char >= "가" && char <= "힣";
  const hasHangul = (text) => /[가-힣]/.test(text);
  const once = (text) => text.replace(/(.)\1+/g, "$1");

  function decompose(syllable) {
    const number = syllable.codePointAt(0) - FIRST;
    return [ONSETS[Math.floor(number / 588)], VOWELS[Math.floor((number % 588) / 28)], CODAS[number % 28]];
  }

  /** The words of a text in small letters, without marks, punctuation and apostrophes. */
  function wordsOf(text) {
    let compatible = text.replace(/[^ㄱ-ㆎ]+/g, (run) => run.normalize("NFKC")).toLowerCase().replace(/['’‘ʻ`´]/g, "");
    if (/[^\0-\x7f]/.test(compatible)) compatible = compatible.normalize("NFD").replace(/\p{Mn}/gu, "").normalize("NFC");
    const words = compatible.match(/[\p{L}\p{N}]+/gu) ?? [];
    return words.flatMap((word) => word.match(/[\p{L}\p{Nl}\p{No}]+|\p{Nd}(?:(?![가-힣])[\p{L}\p{N}])*|[\p{L}\p{N}]/gu) ?? []);
  }

  const lettersOf = (text) => wordsOf(text).join("");

  /** Hangul as the letters that are typed for it, one by one. */
  function jamo(text) {
    const letters = [...text].flatMap((char) => (isSyllable(char) ? decompose(char) : [char]));
    return letters.map((letter) => tables.pairs[letter] ?? letter).join("");
  }

  /** A text that has consonants of no syllable, each by itself; "" for one that has none. */
  function loneConsonants(text) {
    const each = [...text].map((char) => tables.pairs[char] ?? char).join("");
    return ONSETS.some((consonant) => each.includes(consonant)) ? each : "";
  }

  const choseong = (text) => [...text].map((char) => (isSyllable(char) ? decompose(char)[0] : char)).join("");

  /** Whether a name begins as a text does, in which a consonant stands for a syllable that it begins. */
  function beginsBy(text, name) {
    const chars = [...name];
    return [...text].every((char, place) => {
      const other = chars[place];
      return other === char || (other !== undefined && ONSETS.includes(char) && isSyllable(other) && decompose(other)[0] === char);
    });
  }

  const keysAsHangul = (text) => [...text].map((char) => letterOfKey[char] ?? letterOfKey[char.toLowerCase()] ?? char).join("");
  const keysAsLatin = (text) => [...jamo(text)].map((letter) => tables.keys[letter] ?? letter).join("").toLowerCase();

  function hangulSound(text) {
    const parts = [...text].map(decompose);
    return once(parts.map(([onset, vowel, coda]) => tables.onsets[onset] + tables.vowels[vowel] + tables.codas[coda]).join(""));
  }

  function latinSound(text) {
    return once(text.replace(token, (...found) => tables.latin[found.findIndex((group, place) => place > 0 && group !== undefined) - 1][1]));
  }

  function wordSound(word) {
    const parts = word.match(/[가-힣]+|[^가-힣]+/g) ?? [];
    return parts.map((part) => (hasHangul(part) ? hangulSound(part) : latinSound(part))).join("");
  }

  function nameParts(name) {
    const words = wordsOf(name);
    if (words.length === 1 && /^[가-힣]+$/.test(words[0]) && words[0].length <= mostSyllables) return [...words[0]];
    return words.slice(0, mostWords);
  }

  /** How the parts of a name sound as they are written, and as the family name is said. */
  function readings(parts) {
    if (!parts.length) return [];
    const sounds = parts.map(wordSound);
    const said = tables.families[parts[0]] ?? tables.surnames[parts[0]];
    const last = tables.surnames[parts.at(-1)];
    if (parts.length > 1 && said !== undefined) return [[said, ...sounds.slice(1)], sounds];
    if (parts.length > 1 && last !== undefined) return [[...sounds.slice(0, -1), last], sounds];
    return [sounds];
  }

  /** How a name sounds from each of its words on, and with the family name last: [sound, number of the word, length of its sound]. */
  function nameSounds(name) {
    const found = new Map();
    for (const sounds of readings(nameParts(name))) {
      const whole = sounds.length > 1 ? [[0, sounds], [0, [...sounds.slice(1), sounds[0]]]] : [[0, sounds]];
      for (const [at, parts] of [...whole, ...sounds.slice(1).map((_, place) => [place + 1, sounds.slice(place + 1)])]) {
        const key = once(parts.join(""));
        if (key && !found.has(`${key} ${at}`)) found.set(`${key} ${at}`, [key, at, parts[0].length]);
      }
    }
    return [...found.values()];
  }

  /** How what somebody has typed may sound; its family name may be joined to the rest. */
  function querySounds(text) {
    const words = wordsOf(text).slice(0, mostWords);
    const found = readings(nameParts(text)).map((sounds) => once(sounds.join("")));
    if (words.length === 1) {
      for (const [spelling, said] of Object.entries(tables.surnames)) {
        if (words[0].startsWith(spelling)) found.push(once(said + wordSound(words[0].slice(spelling.length))));
      }
    }
    return [...new Set(found.filter(Boolean))];
  }

  /** A name in hangul without the family name; "" where it has none. */
  function givenName(name) {
    if (name.length < 2 || name.length > mostSyllables || !/^[가-힣]+$/.test(name)) return "";
    if (name.length > 2 && tables.surname_list.includes(name.slice(0, 2))) return name.slice(2);
    return tables.surname_list.includes(name[0]) ? name.slice(1) : "";
  }

  /** What fits the Latin letters in which a name in hangul is written. */
  function latinPattern(hangul) {
    const oneOf = (spellings) => `(?:${spellings.join("|")})`;
    const syllable = (char) => decompose(char).map((letter, part) => oneOf(tables.spelt[part][letter])).join("") + "h?";
    const [family, ...given] = [...hangul].map(syllable);
    const first = oneOf([...(tables.surnames_spelt[hangul[0]] ?? []), family]);
    return new RegExp(`^(?:${first}${given.join("")}|${given.join("")}${first})$`);
  }

  /** Whether two spellings that sound alike are carefully read the same; two in Latin letters are taken to be. */
  function readAlike(one, other) {
    if (hasHangul(one) === hasHangul(other)) return one === other || !hasHangul(one);
    const [hangul, latin] = hasHangul(one) ? [one, other] : [other, one];
    return !/^[가-힣]+$/.test(hangul) || latinPattern(hangul).test(latin);
  }

  return {
    beginsBy, choseong, givenName, hasHangul, jamo, keysAsHangul, keysAsLatin, lettersOf, loneConsonants, nameSounds,
    querySounds, readAlike, wordSound, wordsOf,
  };
}

/** How many letters are wrong, missing, too many or swapped (optimal string alignment); more than `most` for more. */
function errorsBetween(text, name, most, begins = false) {
  const letters = [...text];
  if (!begins && Math.abs(letters.length - [...name].length) > most) return most + 1;
  const others = [...name].slice(0, letters.length + most);
  let before = [];
  let last = [...others.keys(), others.length];
  for (let row = 1; row <= letters.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= others.length; column += 1) {
      const same = letters[row - 1] === others[column - 1];
      let cost = Math.min(last[column] + 1, line[column - 1] + 1, last[column - 1] + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && letters[row - 1] === others[column - 2] && letters[row - 2] === others[column - 1];
      if (swapped) cost = Math.min(cost, before[column - 2] + 1);
      line.push(cost);
    }
    if (Math.min(...line) > most && Math.min(...last) > most) return most + 1;
    [before, last] = [last, line];
  }
  return Math.min(begins ? Math.min(...last) : last.at(-1), most + 1);
}
