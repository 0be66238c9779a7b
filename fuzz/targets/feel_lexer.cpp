// Any text to tokens.
#include "../target.h"
#include "base/bilingual.h"
#include "feel/lexer.h"

namespace gangway::fuzz {

void run(std::string_view input) {
  feel::Diagnostics diagnostics;
  const auto tokens = feel::tokenize(input, diagnostics);
  require(!tokens.empty() && tokens.back().kind == feel::TokenKind::End, "tokens end with End");
  std::size_t at = 0;
  for (const auto& token : tokens) {
    require(token.span.begin >= at && token.span.end >= token.span.begin && token.span.end <= input.size(),
            "tokens stand one after the other, in the text");
    if (token.kind == feel::TokenKind::End) continue;
    at = token.span.end;
    require(token.text == input.substr(token.span.begin, token.span.end - token.span.begin),
            "a token is the text at its place");
    if (token.kind == feel::TokenKind::String) (void)feel::unescape(token.text);
  }
  for (const auto& each : diagnostics.all()) {
    require(each.span.begin <= each.span.end && each.span.end <= input.size(), "a finding lies in the text");
    require(has_text(each.number), "a finding has a text", each.number);
  }
  (void)feel::name_parts(input);
}

}  // namespace gangway::fuzz
