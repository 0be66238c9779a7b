#include "demo/names.h"

#include <cctype>

namespace gangway::app::demonstration {
namespace {

struct Nation {
  std::string code;
  std::string language;
  std::vector<std::string> surnames;
  std::vector<std::string> given;
};

const std::vector<Nation>& nations() {
  static const std::vector<Nation> all{
      {"FRA",
       "fr",
       {"LAURENT", "MOREAU", "GARNIER", "LEFEVRE", "ROUSSEL", "CHEVALIER", "BLANCHARD", "FAURE"},
       {"CAMILLE MARIE", "ANTOINE", "ELODIE", "LUC", "MARGAUX", "THIBAULT", "SOLENE", "REMI PAUL"}},
      {"DEU",
       "de",
       {"WEBER", "BRANDT", "VOGEL", "KRUEGER", "LINDNER", "HARTMANN", "SEIDEL", "OTTO"},
       {"HANNAH", "JONAS", "FRIEDA", "MATTHIAS", "LENA SOPHIE", "KARSTEN", "ANTJE", "FELIX"}},
      {"JPN",
       "ja",
       {"MORITA", "ISHIDA", "KUBO", "NAKAHARA", "FUJIMOTO", "OKABE", "SHIMIZU", "TAKEDA"},
       {"KENJI", "HARUKA", "SATOSHI", "MIYU", "DAICHI", "NAOKO", "RYOTA", "EMI"}},
      {"KOR",
       "ko",
       {"KIM", "PARK", "SEO", "YOON", "HAN", "KANG", "LIM", "BAEK"},
       {"DOYOON", "SEOYEON", "MINJAE", "HAEUN", "JIHO", "SUBIN", "TAEYANG", "YERIN"}},
      {"SGP",
       "en",
       {"TAN", "LIM", "GOH", "RAJAN", "CHIA", "NAIR", "ONG", "YEO"},
       {"WEI LING", "KOK SENG", "PRIYA", "JUN HAO", "MEI FEN", "ARJUN", "SIEW LAN", "DARREN"}},
      {"USA",
       "en",
       {"WHITFIELD", "HARMON", "OSBORNE", "CALDWELL", "RIVERS", "HOLLOWAY", "MERCER", "PRESTON"},
       {"DANIEL", "GRACE ANN", "MARCUS", "ELEANOR", "TREVOR", "NORA", "JULIAN", "PAIGE"}},
      {"GBR",
       "en",
       {"ASHWORTH", "PEMBERTON", "HUGHES", "DRAPER", "FIELDING", "MARLOWE", "KERSHAW", "LOCKE"},
       {"OLIVER", "IMOGEN", "RUPERT JAMES", "FREYA", "ALISTAIR", "BEATRICE", "GARETH", "HARRIET"}},
      {"ESP",
       "es",
       {"ROMERO", "IBANEZ", "CASTILLO PRADO", "SERRANO", "VIDAL", "NAVARRO GIL", "ORTEGA", "CAMPOS"},
       {"LUCIA", "ALVARO", "CARMEN", "DIEGO", "INES", "PABLO JOSE", "ROCIO", "HUGO"}},
      {"BRA",
       "pt",
       {"FERREIRA", "ALMEIDA", "BARBOSA", "CARDOSO", "TEIXEIRA", "NOGUEIRA", "PACHECO", "DUARTE"},
       {"INES", "THIAGO", "LARISSA", "CAIO", "BEATRIZ", "RAFAEL", "MANUELA", "VITOR"}},
      {"IND",
       "en",
       {"MENON", "KULKARNI", "BHATT", "IYER", "CHATTERJEE", "REDDY", "SETHI", "JOSHI"},
       {"RAHUL", "ANANYA", "VIKRAM", "DEEPA", "ROHAN", "KAVYA", "ARVIND", "NEHA"}},
      {"VNM",
       "vi",
       {"NGUYEN", "TRAN", "PHAM", "VU", "DANG", "BUI", "HOANG", "DO"},
       {"THU HA", "MINH QUAN", "NGOC ANH", "DUC LONG", "THANH TAM", "HAI YEN", "QUOC BAO", "LAN PHUONG"}},
      {"NGA",
       "en",
       {"BELLO", "OKAFOR", "ADEYEMI", "EZE", "BALOGUN", "NWOSU", "LAWAL", "IBE"},
       {"OLUWASEUN", "CHIAMAKA", "TUNDE", "AMINA", "EMEKA", "FOLASADE", "IBRAHIM", "NGOZI"}},
      {"POL",
       "pl",
       {"NOWAK", "KOWALCZYK", "ZIELINSKI", "WOJCIK", "MAZUR", "KRAWIEC", "SADOWSKI", "GORSKI"},
       {"TOMASZ", "MARTA", "PIOTR", "AGNIESZKA", "MICHAL", "ZOFIA", "KAROL", "EWA"}},
      {"RUS",
       "ru",
       {"ORLOVA", "SOKOLOV", "MELNIKOVA", "BELYAEV", "GUSEVA", "TIKHONOV", "ZAITSEVA", "KRYLOV"},
       {"IRINA", "DMITRII", "ANASTASIIA", "PAVEL", "KSENIIA", "MAKSIM", "OLGA", "ILIA"}},
      {"IDN", "id", {"", "SANTOSO", "WIJAYA", "HARTONO"}, {"SUPARMAN", "DEWI LESTARI", "AGUS", "RATNA"}},
      {"AUS",
       "en",
       {"MCKENZIE", "BAXTER", "DONOVAN", "WHELAN", "HARGRAVE", "STIRLING"},
       {"LACHLAN", "MATILDA", "BRYCE", "TESSA", "COOPER", "ISLA"}},
  };
  return all;
}

struct Syllable {
  std::string han;
  std::string latin;
};

const std::vector<Syllable>& surnames() {
  static const std::vector<Syllable> all{{"顾", "GU"},   {"陆", "LU"},   {"沈", "SHEN"},  {"许", "XU"},
                                         {"叶", "YE"},   {"秦", "QIN"},  {"罗", "LUO"},   {"方", "FANG"},
                                         {"孟", "MENG"}, {"宋", "SONG"}, {"吴", "WU"},    {"高", "GAO"},
                                         {"何", "HE"},   {"周", "ZHOU"}, {"蒋", "JIANG"}, {"韩", "HAN"},
                                         {"唐", "TANG"}, {"冯", "FENG"}, {"董", "DONG"},  {"萧", "XIAO"}};
  return all;
}

const std::vector<Syllable>& given_syllables() {
  static const std::vector<Syllable> all{
      {"晓", "XIAO"}, {"宁", "NING"}, {"知", "ZHI"},   {"遥", "YAO"},   {"海", "HAI"},  {"峰", "FENG"},
      {"青", "QING"}, {"岚", "LAN"},  {"川", "CHUAN"}, {"敏", "MIN"},   {"远", "YUAN"}, {"立", "LI"},
      {"衡", "HENG"}, {"毅", "YI"},   {"月", "YUE"},   {"成", "CHENG"}, {"怡", "YI"},   {"文", "WEN"},
      {"舟", "ZHOU"}, {"越", "YUE"},  {"澜", "LAN"},   {"书", "SHU"},   {"言", "YAN"},  {"嘉", "JIA"},
      {"禾", "HE"},   {"予", "YU"},   {"安", "AN"},    {"清", "QING"}};
  return all;
}

std::string capitalised(const std::string& upper) {
  std::string out;
  bool start = true;
  for (const char c : upper) {
    out += static_cast<char>(start ? c : std::tolower(static_cast<unsigned char>(c)));
    start = c == ' ' || c == '-';
  }
  return out;
}

}  // namespace

std::string InventedName::reading() const {
  if (nationality == "CHN") return chinese;
  const auto name = capitalised(given);
  return surname.empty() ? name : name + " " + capitalised(surname);
}

InventedName invented_foreigner(Random& random) {
  const auto& nation = random.pick(nations());
  InventedName out{random.pick(nation.surnames), random.pick(nation.given), {}, nation.code, nation.language};
  if (random.percent(15)) {  // many keep a Chinese name for daily life
    out.chinese = random.pick(surnames()).han + random.pick(given_syllables()).han;
  }
  return out;
}

InventedName invented_citizen(Random& random) {
  const auto& surname = random.pick(surnames());
  const auto& first = random.pick(given_syllables());
  InventedName out{surname.latin, first.latin, surname.han + first.han, "CHN", "zh"};
  if (random.percent(70)) {
    const auto& second = random.pick(given_syllables());
    out.given += second.latin;
    out.chinese += second.han;
  }
  return out;
}

InventedName invented_person(Random& random) {
  return random.below(6) == 0 ? invented_citizen(random) : invented_foreigner(random);
}

std::vector<Bilingual> invented_firms(int count) {
  static const std::vector<Bilingual> names{
      {"衡舟", "Hengzhou"}, {"澜桥", "Lanqiao"}, {"泊岸", "Boan"},      {"知海", "Zhihai"},
      {"禾光", "Heguang"},  {"青屿", "Qingyu"},  {"远澄", "Yuancheng"}, {"朔望", "Shuowang"},
      {"临风", "Linfeng"},  {"格物", "Gewu"},    {"沐川", "Muchuan"},   {"云岫", "Yunxiu"},
      {"砺石", "Lishi"},    {"南枝", "Nanzhi"},  {"行简", "Xingjian"},  {"望潮", "Wangchao"},
      {"听涛", "Tingtao"},  {"明渠", "Mingqu"},  {"启帆", "Qifan"},     {"星渡", "Xingdu"}};
  static const std::vector<Bilingual> trades{{"制药装备", "Pharma Equipment"},
                                             {"集成电路", "Integrated Circuits"},
                                             {"海工装备", "Offshore Engineering"},
                                             {"国际学校", "International School"},
                                             {"航运", "Shipping"},
                                             {"新能源汽车", "Electric Vehicles"},
                                             {"生物科技", "Biotech"},
                                             {"电力", "Power"},
                                             {"软件", "Software"},
                                             {"航空维修", "Aircraft Maintenance"},
                                             {"医疗器械", "Medical Devices"},
                                             {"设计咨询", "Design Consulting"},
                                             {"跨境电商", "Cross-border Commerce"},
                                             {"船舶管理", "Ship Management"},
                                             {"人工智能", "AI"},
                                             {"材料", "Materials"},
                                             {"酒店", "Hotels"},
                                             {"语言培训", "Language Training"},
                                             {"融资租赁", "Leasing"},
                                             {"精密机床", "Precision Machines"}};
  std::vector<Bilingual> out;
  for (std::size_t i = 0; i < static_cast<std::size_t>(count) && i < names.size() * trades.size(); ++i) {
    const auto& name = names[i % names.size()];
    // Each round begins one trade further on, so that the first firms differ in both words.
    const auto& trade = trades[(i + i / names.size()) % trades.size()];
    out.push_back({name.zh + trade.zh + "（演示）", name.en + " " + trade.en + " (demonstration)"});
  }
  return out;
}

}  // namespace gangway::app::demonstration
