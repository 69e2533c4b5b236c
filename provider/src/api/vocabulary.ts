/** Words that redaction keeps in an error message, even if a secret contains them. */

/**
 * Words from error messages of the API and of proxies. If redaction removed such a word, the gap would reveal that a
 * secret contains it.
 */
const VOCABULARY = new Set(
  `accept access account action address advertise allow allowed already answer apply authenticate authentication
  authorization authorized bandwidth body both bound busy cancel cancelled cannot capacity change character
  cloud cloudflare cluster code conduit configuration configure configured conflict connect connected connection
  contact create created creation credential customer data default delete deleted denied deny deployed describe
  description device direct direction disabled does down duplicate enable enabled endpoint entitled entitlement
  entity error every exceed exceeded exist expected expired facility fail failed failure fault field find forbidden
  format found from gateway given google greater group have header health healthy here identifier inactive
  incorrect input interconnect interface internal invalid json known layer least length less letter limit link
  list local location lock locked longer magic maintenance malformed managed match maximum message method metro
  minimum missing mode more most must name need needed network none number object occupied only open
  operation optional order other page pairing parameter parse password path pending permission permitted port
  prefix preshared product property provider provision provisioned query range rate read reached reason received
  record redirect reference refused region reject rejected remote remove repeat request requested require
  required reserved resource response result retry return route routing scope secret security send server
  service session setting settings shared short should site size slot some space speed state status string
  subnet subscription support supported taken temporarily text than that their then there this timeout token
  traffic transit tunnel type unable unauthorized unavailable unexpected unique unknown unsupported update updated
  upgrade user valid validation value version virtual wait when where while with within without word write wrong
  your zone`.split(/\s+/),
);

/** First words of a validation rule for a key, as in "MD5 key: required". */
const RULE_WORDS = new Set(
  `already cannot contains does exceeds expected field greater incorrect invalid is length less malformed may
  missing must needs not only optional required should string that this too unexpected unknown unsupported
  value wrong`.split(/\s+/),
);

/** Whether a lower-case word, or its singular, belongs to the API's vocabulary. */
export function isApiWord(word: string): boolean {
  return VOCABULARY.has(word) || (word.endsWith("s") && VOCABULARY.has(word.slice(0, -1)));
}

/** Whether a lower-case word, with or without trailing punctuation, starts a validation rule. */
export function startsValidationRule(word: string): boolean {
  return RULE_WORDS.has(word.replace(/\W+$/, ""));
}
