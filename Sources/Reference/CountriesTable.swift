// Written by tools/reference/generate.py from countries.csv and countries_historical.csv.
// Do not edit: change the input and run it again.

// code|alpha-2|M49|English|French|Chinese|region|member|ended|note
let countriesTable = #"""
  ABW|AW|533|Aruba|Aruba|阿鲁巴|AMS|||
  AFG|AF|004|Afghanistan|Afghanistan|阿富汗|ASP|member||
  AGO|AO|024|Angola|Angola|安哥拉|AFR|member||
  AIA|AI|660|Anguilla|Anguilla|安圭拉|AMS|||
  ALA|AX|248|Åland Islands|Îles d’Åland|奥兰群岛|EUR|||
  ALB|AL|008|Albania|Albanie|阿尔巴尼亚|EUR|member||
  AND|AD|020|Andorra|Andorre|安道尔|EUR|member||
  ANT|AN|530|Netherlands Antilles|Antilles néerlandaises|荷属安的列斯|AMS||2010-10-10|Dissolved 2010-10-10; ISO\#
   3166-3 ANHH; succeeded by BES, CUW, SXM
  ARE|AE|784|United Arab Emirates|Émirats arabes unis|阿拉伯联合酋长国|ARB|member||
  ARG|AR|032|Argentina|Argentine|阿根廷|AMS|member||
  ARM|AM|051|Armenia|Arménie|亚美尼亚|CIS|member||
  ASM|AS|016|American Samoa|Samoa américaines|美属萨摩亚|ASP|||
  ATA|AQ|010|Antarctica|Antarctique|南极洲||||
  ATF|TF|260|French Southern Territories|Terres australes françaises|法属南方领地||||
  ATG|AG|028|Antigua and Barbuda|Antigua-et-Barbuda|安提瓜和巴布达|AMS|member||
  AUS|AU|036|Australia|Australie|澳大利亚|ASP|member||
  AUT|AT|040|Austria|Autriche|奥地利|EUR|member||
  AZE|AZ|031|Azerbaijan|Azerbaïdjan|阿塞拜疆|CIS|member||
  BDI|BI|108|Burundi|Burundi|布隆迪|AFR|member||
  BEL|BE|056|Belgium|Belgique|比利时|EUR|member||
  BEN|BJ|204|Benin|Bénin|贝宁|AFR|member||
  BES|BQ|535|Bonaire, Sint Eustatius and Saba|Bonaire, Saint-Eustache et Saba|博纳尔，圣俄斯塔休斯和萨巴|\#
  AMS|||
  BFA|BF|854|Burkina Faso|Burkina Faso|布基纳法索|AFR|member||
  BGD|BD|050|Bangladesh|Bangladesh|孟加拉国|ASP|member||
  BGR|BG|100|Bulgaria|Bulgarie|保加利亚|EUR|member||
  BHR|BH|048|Bahrain|Bahreïn|巴林|ARB|member||
  BHS|BS|044|Bahamas|Bahamas|巴哈马|AMS|member||
  BIH|BA|070|Bosnia and Herzegovina|Bosnie-Herzégovine|波斯尼亚和黑塞哥维那|EUR|member||
  BLM|BL|652|Saint Barthélemy|Saint-Barthélemy|圣巴泰勒米|AMS|||
  BLR|BY|112|Belarus|Bélarus|白俄罗斯|CIS|member||
  BLZ|BZ|084|Belize|Belize|伯利兹|AMS|member||
  BMU|BM|060|Bermuda|Bermudes|百慕大|AMS|||
  BOL|BO|068|Bolivia (Plurinational State of)|Bolivie (État plurinational de)|多民族玻利维亚国|AMS|member||
  BRA|BR|076|Brazil|Brésil|巴西|AMS|member||
  BRB|BB|052|Barbados|Barbade|巴巴多斯|AMS|member||
  BRN|BN|096|Brunei Darussalam|Brunéi Darussalam|文莱达鲁萨兰国|ASP|member||
  BTN|BT|064|Bhutan|Bhoutan|不丹|ASP|member||
  BVT|BV|074|Bouvet Island|Île Bouvet|布维岛||||
  BWA|BW|072|Botswana|Botswana|博茨瓦纳|AFR|member||
  CAF|CF|140|Central African Republic|République centrafricaine|中非共和国|AFR|member||
  CAN|CA|124|Canada|Canada|加拿大|AMS|member||
  CCK|CC|166|Cocos (Keeling) Islands|Îles des Cocos (Keeling)|科科斯（基林）群岛|ASP|||
  CHE|CH|756|Switzerland|Suisse|瑞士|EUR|member||
  CHL|CL|152|Chile|Chili|智利|AMS|member||
  CHN|CN|156|China|Chine|中国|ASP|member||
  CIV|CI|384|Côte d’Ivoire|Côte d’Ivoire|科特迪瓦|AFR|member||
  CMR|CM|120|Cameroon|Cameroun|喀麦隆|AFR|member||
  COD|CD|180|Democratic Republic of the Congo|République démocratique du Congo|刚果民主共和国|AFR|member||
  COG|CG|178|Congo|Congo|刚果|AFR|member||
  COK|CK|184|Cook Islands|Îles Cook|库克群岛|ASP|||Not an ITU Member State; SIDS State on the UN-OHRLLS list
  COL|CO|170|Colombia|Colombie|哥伦比亚|AMS|member||
  COM|KM|174|Comoros|Comores|科摩罗|ARB|member||
  CPV|CV|132|Cabo Verde|Cabo Verde|佛得角|AFR|member||
  CRI|CR|188|Costa Rica|Costa Rica|哥斯达黎加|AMS|member||
  CUB|CU|192|Cuba|Cuba|古巴|AMS|member||
  CUW|CW|531|Curaçao|Curaçao|库拉索|AMS|||
  CXR|CX|162|Christmas Island|Île Christmas|圣诞岛|ASP|||
  CYM|KY|136|Cayman Islands|Îles Caïmanes|开曼群岛|AMS|||
  CYP|CY|196|Cyprus|Chypre|塞浦路斯|EUR|member||
  CZE|CZ|203|Czechia|Tchéquie|捷克|EUR|member||
  DEU|DE|276|Germany|Allemagne|德国|EUR|member||
  DJI|DJ|262|Djibouti|Djibouti|吉布提|ARB|member||
  DMA|DM|212|Dominica|Dominique|多米尼克|AMS|member||
  DNK|DK|208|Denmark|Danemark|丹麦|EUR|member||
  DOM|DO|214|Dominican Republic|République dominicaine|多米尼加|AMS|member||
  DZA|DZ|012|Algeria|Algérie|阿尔及利亚|ARB|member||
  ECU|EC|218|Ecuador|Équateur|厄瓜多尔|AMS|member||
  EGY|EG|818|Egypt|Égypte|埃及|ARB|member||
  ERI|ER|232|Eritrea|Érythrée|厄立特里亚|AFR|member||
  ESH|EH|732|Western Sahara|Sahara occidental|西撒哈拉||||
  ESP|ES|724|Spain|Espagne|西班牙|EUR|member||
  EST|EE|233|Estonia|Estonie|爱沙尼亚|EUR|member||
  ETH|ET|231|Ethiopia|Éthiopie|埃塞俄比亚|AFR|member||
  FIN|FI|246|Finland|Finlande|芬兰|EUR|member||
  FJI|FJ|242|Fiji|Fidji|斐济|ASP|member||
  FLK|FK|238|Falkland Islands (Malvinas)|Îles Falkland (Malvinas)|福克兰群岛（马尔维纳斯）|AMS|||
  FRA|FR|250|France|France|法国|EUR|member||
  FRO|FO|234|Faroe Islands|Îles Féroé|法罗群岛|EUR|||
  FSM|FM|583|Micronesia (Federated States of)|Micronésie (États fédérés de)|密克罗尼西亚联邦|ASP|member||
  GAB|GA|266|Gabon|Gabon|加蓬|AFR|member||
  GBR|GB|826|United Kingdom of Great Britain and Northern Ireland|Royaume-Uni de Grande-Bretagne et d’Irlande du Nor\#
  d|大不列颠及北爱尔兰联合王国|EUR|member||
  GEO|GE|268|Georgia|Géorgie|格鲁吉亚|EUR|member||ITU-D Europe region in recent ITU reports; CIS in older ones
  GGY|GG|831|Guernsey|Guernesey|格恩西|EUR|||
  GHA|GH|288|Ghana|Ghana|加纳|AFR|member||
  GIB|GI|292|Gibraltar|Gibraltar|直布罗陀|EUR|||
  GIN|GN|324|Guinea|Guinée|几内亚|AFR|member||
  GLP|GP|312|Guadeloupe|Guadeloupe|瓜德罗普|AMS|||
  GMB|GM|270|Gambia|Gambie|冈比亚|AFR|member||
  GNB|GW|624|Guinea-Bissau|Guinée-Bissau|几内亚比绍|AFR|member||
  GNQ|GQ|226|Equatorial Guinea|Guinée équatoriale|赤道几内亚|AFR|member||
  GRC|GR|300|Greece|Grèce|希腊|EUR|member||
  GRD|GD|308|Grenada|Grenade|格林纳达|AMS|member||
  GRL|GL|304|Greenland|Groenland|格陵兰|EUR|||
  GTM|GT|320|Guatemala|Guatemala|危地马拉|AMS|member||
  GUF|GF|254|French Guiana|Guyane française|法属圭亚那|AMS|||
  GUM|GU|316|Guam|Guam|关岛|ASP|||
  GUY|GY|328|Guyana|Guyana|圭亚那|AMS|member||
  HKG|HK|344|China, Hong Kong Special Administrative Region|Chine, région administrative spéciale de Hong Kong|中\#
  国香港特别行政区|ASP|||Part of ITU Member State China; separate M49 area
  HMD|HM|334|Heard Island and McDonald Islands|Île Heard-et-Îles MacDonald|赫德岛和麦克唐纳岛||||
  HND|HN|340|Honduras|Honduras|洪都拉斯|AMS|member||
  HRV|HR|191|Croatia|Croatie|克罗地亚|EUR|member||
  HTI|HT|332|Haiti|Haïti|海地|AMS|member||
  HUN|HU|348|Hungary|Hongrie|匈牙利|EUR|member||
  IDN|ID|360|Indonesia|Indonésie|印度尼西亚|ASP|member||
  IMN|IM|833|Isle of Man|Île de Man|马恩岛|EUR|||
  IND|IN|356|India|Inde|印度|ASP|member||
  IOT|IO|086|British Indian Ocean Territory|Territoire britannique de l'océan Indien|英属印度洋领土||||
  IRL|IE|372|Ireland|Irlande|爱尔兰|EUR|member||
  IRN|IR|364|Iran (Islamic Republic of)|Iran (République islamique d’)|伊朗伊斯兰共和国|ASP|member||
  IRQ|IQ|368|Iraq|Iraq|伊拉克|ARB|member||
  ISL|IS|352|Iceland|Islande|冰岛|EUR|member||
  ISR|IL|376|Israel|Israël|以色列|EUR|member||
  ITA|IT|380|Italy|Italie|意大利|EUR|member||
  JAM|JM|388|Jamaica|Jamaïque|牙买加|AMS|member||
  JEY|JE|832|Jersey|Jersey|泽西|EUR|||
  JOR|JO|400|Jordan|Jordanie|约旦|ARB|member||
  JPN|JP|392|Japan|Japon|日本|ASP|member||
  KAZ|KZ|398|Kazakhstan|Kazakhstan|哈萨克斯坦|CIS|member||
  KEN|KE|404|Kenya|Kenya|肯尼亚|AFR|member||
  KGZ|KG|417|Kyrgyzstan|Kirghizistan|吉尔吉斯斯坦|CIS|member||
  KHM|KH|116|Cambodia|Cambodge|柬埔寨|ASP|member||
  KIR|KI|296|Kiribati|Kiribati|基里巴斯|ASP|member||
  KNA|KN|659|Saint Kitts and Nevis|Saint-Kitts-et-Nevis|圣基茨和尼维斯|AMS|member||
  KOR|KR|410|Republic of Korea|République de Corée|大韩民国|ASP|member||
  KWT|KW|414|Kuwait|Koweït|科威特|ARB|member||
  LAO|LA|418|Lao People's Democratic Republic|République démocratique populaire lao|老挝人民民主共和国|ASP|\#
  member||
  LBN|LB|422|Lebanon|Liban|黎巴嫩|ARB|member||
  LBR|LR|430|Liberia|Libéria|利比里亚|AFR|member||
  LBY|LY|434|Libya|Libye|利比亚|ARB|member||
  LCA|LC|662|Saint Lucia|Sainte-Lucie|圣卢西亚|AMS|member||
  LIE|LI|438|Liechtenstein|Liechtenstein|列支敦士登|EUR|member||
  LKA|LK|144|Sri Lanka|Sri Lanka|斯里兰卡|ASP|member||
  LSO|LS|426|Lesotho|Lesotho|莱索托|AFR|member||
  LTU|LT|440|Lithuania|Lituanie|立陶宛|EUR|member||
  LUX|LU|442|Luxembourg|Luxembourg|卢森堡|EUR|member||
  LVA|LV|428|Latvia|Lettonie|拉脱维亚|EUR|member||
  MAC|MO|446|China, Macao Special Administrative Region|Chine, région administrative spéciale de Macao|中国澳门\#
  特别行政区|ASP|||Part of ITU Member State China; separate M49 area
  MAF|MF|663|Saint Martin (French Part)|Saint-Martin (partie française)|圣马丁（法属）|AMS|||
  MAR|MA|504|Morocco|Maroc|摩洛哥|ARB|member||
  MCO|MC|492|Monaco|Monaco|摩纳哥|EUR|member||
  MDA|MD|498|Republic of Moldova|République de Moldova|摩尔多瓦共和国|EUR|member||ITU-D Europe region in recen\#
  t ITU reports; CIS in older ones
  MDG|MG|450|Madagascar|Madagascar|马达加斯加|AFR|member||
  MDV|MV|462|Maldives|Maldives|马尔代夫|ASP|member||
  MEX|MX|484|Mexico|Mexique|墨西哥|AMS|member||
  MHL|MH|584|Marshall Islands|Îles Marshall|马绍尔群岛|ASP|member||
  MKD|MK|807|North Macedonia|Macédoine du Nord|北马其顿|EUR|member||
  MLI|ML|466|Mali|Mali|马里|AFR|member||
  MLT|MT|470|Malta|Malte|马耳他|EUR|member||
  MMR|MM|104|Myanmar|Myanmar|缅甸|ASP|member||
  MNE|ME|499|Montenegro|Monténégro|黑山|EUR|member||
  MNG|MN|496|Mongolia|Mongolie|蒙古|ASP|member||
  MNP|MP|580|Northern Mariana Islands|Îles Mariannes du Nord|北马里亚纳群岛|ASP|||
  MOZ|MZ|508|Mozambique|Mozambique|莫桑比克|AFR|member||
  MRT|MR|478|Mauritania|Mauritanie|毛里塔尼亚|ARB|member||
  MSR|MS|500|Montserrat|Montserrat|蒙特塞拉特|AMS|||
  MTQ|MQ|474|Martinique|Martinique|马提尼克|AMS|||
  MUS|MU|480|Mauritius|Maurice|毛里求斯|AFR|member||
  MWI|MW|454|Malawi|Malawi|马拉维|AFR|member||
  MYS|MY|458|Malaysia|Malaisie|马来西亚|ASP|member||
  MYT|YT|175|Mayotte|Mayotte|马约特|AFR|||
  NAM|NA|516|Namibia|Namibie|纳米比亚|AFR|member||iso2 is the text NA: do not let a CSV reader turn it into a miss\#
  ing value
  NCL|NC|540|New Caledonia|Nouvelle-Calédonie|新喀里多尼亚|ASP|||
  NER|NE|562|Niger|Niger|尼日尔|AFR|member||
  NFK|NF|574|Norfolk Island|Île Norfolk|诺福克岛|ASP|||
  NGA|NG|566|Nigeria|Nigéria|尼日利亚|AFR|member||
  NIC|NI|558|Nicaragua|Nicaragua|尼加拉瓜|AMS|member||
  NIU|NU|570|Niue|Nioué|纽埃|ASP|||Not an ITU Member State; SIDS State on the UN-OHRLLS list
  NLD|NL|528|Netherlands (Kingdom of the)|Pays-Bas (Royaume des)|荷兰王国|EUR|member||
  NOR|NO|578|Norway|Norvège|挪威|EUR|member||
  NPL|NP|524|Nepal|Népal|尼泊尔|ASP|member||
  NRU|NR|520|Nauru|Nauru|瑙鲁|ASP|member||
  NZL|NZ|554|New Zealand|Nouvelle-Zélande|新西兰|ASP|member||
  OMN|OM|512|Oman|Oman|阿曼|ARB|member||
  PAK|PK|586|Pakistan|Pakistan|巴基斯坦|ASP|member||
  PAN|PA|591|Panama|Panama|巴拿马|AMS|member||
  PCN|PN|612|Pitcairn|Pitcairn|皮特凯恩|ASP|||
  PER|PE|604|Peru|Pérou|秘鲁|AMS|member||
  PHL|PH|608|Philippines|Philippines|菲律宾|ASP|member||
  PLW|PW|585|Palau|Palaos|帕劳|ASP|member||194th ITU Member State, instrument handed over 2024-09-19
  PNG|PG|598|Papua New Guinea|Papouasie-Nouvelle-Guinée|巴布亚新几内亚|ASP|member||
  POL|PL|616|Poland|Pologne|波兰|EUR|member||
  PRI|PR|630|Puerto Rico|Porto Rico|波多黎各|AMS|||
  PRK|KP|408|Democratic People's Republic of Korea|République populaire démocratique de Corée|朝鲜民主主义人\#
  民共和国|ASP|member||
  PRT|PT|620|Portugal|Portugal|葡萄牙|EUR|member||
  PRY|PY|600|Paraguay|Paraguay|巴拉圭|AMS|member||
  PSE|PS|275|State of Palestine|État de Palestine|巴勒斯坦国|ARB|||Not an ITU Member State; takes part under ITU\#
   Resolution 99; Arab region
  PYF|PF|258|French Polynesia|Polynésie française|法属波利尼西亚|ASP|||
  QAT|QA|634|Qatar|Qatar|卡塔尔|ARB|member||
  REU|RE|638|Réunion|Réunion|留尼汪|AFR|||
  ROU|RO|642|Romania|Roumanie|罗马尼亚|EUR|member||
  RUS|RU|643|Russian Federation|Fédération de Russie|俄罗斯联邦|CIS|member||
  RWA|RW|646|Rwanda|Rwanda|卢旺达|AFR|member||
  SAU|SA|682|Saudi Arabia|Arabie saoudite|沙特阿拉伯|ARB|member||
  SDN|SD|729|Sudan|Soudan|苏丹|ARB|member||
  SEN|SN|686|Senegal|Sénégal|塞内加尔|AFR|member||
  SGP|SG|702|Singapore|Singapour|新加坡|ASP|member||
  SGS|GS|239|South Georgia and the South Sandwich Islands|Géorgie du Sud-et-les Îles Sandwich du Sud|南乔治亚岛\#
  和南桑德韦奇岛||||
  SHN|SH|654|Saint Helena|Sainte-Hélène|圣赫勒拿|AFR|||
  SJM|SJ|744|Svalbard and Jan Mayen Islands|Îles Svalbard-et-Jan Mayen|斯瓦尔巴群岛和扬马延岛||||
  SKM||698|Sikkim|Sikkim|锡金|||1975-05-16|Became part of India 1975-05-16; ISO 3166-3 SKIN (former alpha-2 SK is no\#
  w Slovakia, so left blank)
  SLB|SB|090|Solomon Islands|Îles Salomon|所罗门群岛|ASP|member||
  SLE|SL|694|Sierra Leone|Sierra Leone|塞拉利昂|AFR|member||
  SLV|SV|222|El Salvador|El Salvador|萨尔瓦多|AMS|member||
  SMR|SM|674|San Marino|Saint-Marin|圣马力诺|EUR|member||
  SOM|SO|706|Somalia|Somalie|索马里|ARB|member||
  SPM|PM|666|Saint Pierre and Miquelon|Saint-Pierre-et-Miquelon|圣皮埃尔和密克隆|AMS|||
  SRB|RS|688|Serbia|Serbie|塞尔维亚|EUR|member||
  SSD|SS|728|South Sudan|Soudan du Sud|南苏丹|AFR|member||ITU Member State since 2011
  STP|ST|678|Sao Tome and Principe|Sao Tomé-et-Principe|圣多美和普林西比|AFR|member||
  SUR|SR|740|Suriname|Suriname|苏里南|AMS|member||
  SVK|SK|703|Slovakia|Slovaquie|斯洛伐克|EUR|member||
  SVN|SI|705|Slovenia|Slovénie|斯洛文尼亚|EUR|member||
  SWE|SE|752|Sweden|Suède|瑞典|EUR|member||
  SWZ|SZ|748|Eswatini|Eswatini|斯威士兰|AFR|member||
  SXM|SX|534|Sint Maarten (Dutch part)|Saint-Martin (partie néerlandaise)|圣马丁（荷属）|AMS|||
  SYC|SC|690|Seychelles|Seychelles|塞舌尔|AFR|member||
  SYR|SY|760|Syrian Arab Republic|République arabe syrienne|阿拉伯叙利亚共和国|ARB|member||
  TCA|TC|796|Turks and Caicos Islands|Îles Turques-et-Caïques|特克斯和凯科斯群岛|AMS|||
  TCD|TD|148|Chad|Tchad|乍得|AFR|member||
  TGO|TG|768|Togo|Togo|多哥|AFR|member||
  THA|TH|764|Thailand|Thaïlande|泰国|ASP|member||
  TJK|TJ|762|Tajikistan|Tadjikistan|塔吉克斯坦|CIS|member||
  TKL|TK|772|Tokelau|Tokélaou|托克劳|ASP|||Territory of New Zealand; not an ITU Member State
  TKM|TM|795|Turkmenistan|Turkménistan|土库曼斯坦|CIS|member||
  TLS|TL|626|Timor-Leste|Timor-Leste|东帝汶|ASP|member||
  TON|TO|776|Tonga|Tonga|汤加|ASP|member||
  TTO|TT|780|Trinidad and Tobago|Trinité-et-Tobago|特立尼达和多巴哥|AMS|member||
  TUN|TN|788|Tunisia|Tunisie|突尼斯|ARB|member||
  TUR|TR|792|Türkiye|Türkiye|土耳其|EUR|member||
  TUV|TV|798|Tuvalu|Tuvalu|图瓦卢|ASP|member||
  TZA|TZ|834|United Republic of Tanzania|République-Unie de Tanzanie|坦桑尼亚联合共和国|AFR|member||
  UGA|UG|800|Uganda|Ouganda|乌干达|AFR|member||
  UKR|UA|804|Ukraine|Ukraine|乌克兰|EUR|member||ITU-D Europe region in recent ITU reports; CIS (RCC) in older ones
  UMI|UM|581|United States Minor Outlying Islands|Îles mineures éloignées des États-Unis|美国本土外小岛屿|\#
  |||
  URY|UY|858|Uruguay|Uruguay|乌拉圭|AMS|member||
  USA|US|840|United States of America|États-Unis d’Amérique|美利坚合众国|AMS|member||
  UZB|UZ|860|Uzbekistan|Ouzbékistan|乌兹别克斯坦|CIS|member||
  VAT|VA|336|Holy See|Saint-Siège|教廷|EUR|member||ITU Member State (registered as Vatican City State); UN observer\#
   State
  VCT|VC|670|Saint Vincent and the Grenadines|Saint-Vincent-et-les Grenadines|圣文森特和格林纳丁斯|AMS|membe\#
  r||
  VEN|VE|862|Venezuela (Bolivarian Republic of)|Venezuela (République bolivarienne du)|委内瑞拉玻利瓦尔共和\#
  国|AMS|member||
  VGB|VG|092|British Virgin Islands|Îles Vierges britanniques|英属维尔京群岛|AMS|||
  VIR|VI|850|United States Virgin Islands|Îles Vierges américaines|美属维尔京群岛|AMS|||
  VNM|VN|704|Viet Nam|Viet Nam|越南|ASP|member||
  VUT|VU|548|Vanuatu|Vanuatu|瓦努阿图|ASP|member||
  WLF|WF|876|Wallis and Futuna Islands|Îles Wallis-et-Futuna|瓦利斯群岛和富图纳群岛|ASP|||
  WSM|WS|882|Samoa|Samoa|萨摩亚|ASP|member||
  XKX|XK||Kosovo (under UNSCR 1244 (1999))|Kosovo (résolution 1244 (1999) du Conseil de sécurité)|科索沃||||Not \#
  in M49 and not in ISO 3166; XK/XKX are user-assigned codes; UN references are under Security Council resolution 1244\#
   (1999)
  YEM|YE|887|Yemen|Yémen|也门|ARB|member||
  YMD|YD|720|Democratic Yemen|Yémen démocratique|民主也门|ARB||1990-05-22|Merged with the Yemen Arab Republic in\#
  to Yemen 1990-05-22; ISO 3166-3 YDYE
  ZAF|ZA|710|South Africa|Afrique du Sud|南非|AFR|member||
  ZMB|ZM|894|Zambia|Zambie|赞比亚|AFR|member||
  ZWE|ZW|716|Zimbabwe|Zimbabwe|津巴布韦|AFR|member||
  """#
