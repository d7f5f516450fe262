// Written by tools/reference/generate.py from groups.csv.
// Do not edit: change the input and run it again.

// citation
let groupCitationsTable = #"""
  A/RES/2768 (XXVI); 25th of the original list (DESA lists the 24 that still exist); became part of India; confidence \#
  low
  A/RES/2768 (XXVI); UN DESA, LDC timeline; confidence high
  A/RES/2768 (XXVI); UN DESA, LDC timeline; end scheduled by A/RES/76/8 of 2021-11-24; deferral of about 2.5-3 years r\#
  equested in 2026; decision of the Assembly not seen; confidence low
  A/RES/2768 (XXVI); UN DESA, LDC timeline; end scheduled by A/RES/76/8 of 2021-11-24; no deferral request found; conf\#
  idence medium
  A/RES/2768 (XXVI); UN DESA, LDC timeline; graduated, A/RES/49/133 of 1994-12-19; confidence high
  A/RES/2768 (XXVI); UN DESA, LDC timeline; graduated; A/RES/60/33 extension; confidence high
  A/RES/2768 (XXVI); UN DESA, LDC timeline; graduated; A/RES/64/295; confidence high
  A/RES/2768 (XXVI); UN DESA, LDC timeline; graduated; A/RES/73/133; Xinhua 2023-12-19; confidence high
  A/RES/32/99 and 32/92; ECOSOC 1982-07-27; UN DESA, LDC timeline; confidence high
  A/RES/32/99 and 32/92; ECOSOC 1982-07-27; UN DESA, LDC timeline; graduated three years after A/RES/59/210 of 2004-12\#
  -20; confidence high
  A/RES/3487 (XXX); UN DESA, LDC timeline; confidence high
  A/RES/3487 (XXX); UN DESA, LDC timeline; end scheduled by A/RES/76/8 of 2021-11-24; deferral to 2029-11-24 requested\#
   2026-02-18 and supported by CDP 2026-06-01; decision of the Assembly not seen; confidence low
  A/RES/3487 (XXX); not in the DESA timeline, which shows present States only; merged into Yemen; confidence medium
  A/RES/37/133; ECOSOC 1982-07-27 recommendation; UN DESA, LDC timeline; confidence medium
  A/RES/37/133; ECOSOC 1982-07-27 recommendation; UN DESA, LDC timeline; graduated; A/RES/68/18; confidence medium
  A/RES/37/133; ECOSOC 1982-07-27 recommendation; UN DESA, LDC timeline; graduated; A/RES/73/133; confidence medium
  A/RES/40/219; UN DESA, LDC timeline; graduated; A/RES/68/18 and extension; A/RES/75/128; confidence medium
  A/RES/41/186; UN DESA, LDC timeline; confidence medium
  A/RES/45/206; UN DESA, LDC timeline; confidence medium
  A/RES/46/206, date cited in A/RES/47/173; UN DESA, LDC timeline; confidence high
  A/RES/46/206, date cited in A/RES/47/173; UN DESA, LDC timeline; end scheduled by A/RES/79/230 of 2024-12-19 (five-y\#
  ear preparatory period); confidence medium
  A/RES/46/206, date cited in A/RES/47/173; UN DESA, LDC timeline; end scheduled; 2024-12-13 extended by three years b\#
  y the General Assembly 2023-08-25; confidence medium
  A/RES/49/133; UN DESA, LDC timeline; confidence medium
  A/RES/49/133; UN DESA, LDC timeline; graduation set for 2021-02-12, moved to 2024-02-12 (2021-02-11), then deferred \#
  without date by the Assembly 2023-12-18 (A/78/L.29, E/RES/2023/10); confidence medium
  A/RES/58/112; UN DESA, LDC timeline; confidence medium
  A/RES/67/136; UN DESA, LDC timeline; confidence high
  Counted among the 39 States from 2023 (39 States + 18 associate members); associate members before; day not known; c\#
  onfidence low
  ECOSOC 1981/34 of 1981-05-08 as cited by ECOSOC 1982-07-27; UN DESA, LDC timeline (1981); confidence medium
  General Assembly 2001-04-12 (UN News 2001-04: total becomes 49); DESA timeline says 2000 (CDP review year); end sche\#
  duled by A/RES/79/230 of 2024-12-19 (five-year preparatory period); confidence medium
  General Assembly decision 42/428; UN DESA, LDC timeline; confidence medium
  General Assembly decision 43/431; UN DESA, LDC timeline; confidence medium
  UN-OHRLLS list of LLDCs; UNSD M49 2024-09; UN counted 30 on 2003-08-22 (DEV/2429) and 31 on 2005-01-30 (UNIS/INF/56)\#
  ; taken to be the 31st; confidence low
  UN-OHRLLS list of LLDCs; UNSD M49 2024-09; landlocked on Eritrea's independence; confidence medium
  UN-OHRLLS list of LLDCs; UNSD M49 2024-09; start is UN admission; named as a group in A/RES/48/170 of 1993-12-21; co\#
  nfidence medium
  UN-OHRLLS list of LLDCs; UNSD M49 2024-09; start is UN admission; the date of entry to the group was not found (on o\#
  r before 2003-08-22, when the UN counted 30); confidence low
  UN-OHRLLS list of LLDCs; UNSD M49 2024-09; start is independence; confidence medium
  UN-OHRLLS list of LLDCs; UNSD M49 2024-09; start is nominal: A/RES/31/177 set up the UN Special Fund for Land-locked\#
   Developing Countries; confidence medium
  UN-OHRLLS list of SIDS, States; start is UN admission; confidence medium
  UN-OHRLLS list of SIDS, States; start is nominal: recognition at UNCED 1992-06-14 (Agenda 21 ch. 17 G); confidence m\#
  edium
  UN-OHRLLS list of SIDS, States; start is nominal: recognition at UNCED 1992-06-14 (Agenda 21 ch. 17 G); removed at i\#
  ts own request in April 2023 (UNCTAD as cited by ORF Middle East); day not known; confidence low
  UN-OHRLLS list of SIDS, associate members; not in the 14 of the 2011 brochure, in the 20 used before 2023; start is \#
  nominal; confidence low
  UN-OHRLLS list of SIDS, associate members; start is nominal; among the States from 2023; confidence low
  UN-OHRLLS list of SIDS, associate members; start is nominal; confidence low
  UN-OHRLLS list of SIDS, associate members; start is nominal; end is dissolution; confidence low
  UN-OHRLLS list of SIDS, associate members; successors of the Netherlands Antilles; confidence low
  UNSD M49 LLDC column; UN still counted 31 on 2012-09-12 (OHRLLS) and 2013-07-17 (A/68/157); 32 in the Vienna Program\#
  me of Action; confidence low
  UNSD M49 SIDS column: same 53 in the copies of 2017-10-18, 2018-08-06 and 2024-09-25 (datasets/country-codes); start\#
   is the first copy seen; confidence medium
  """#

// group|country|from|to|line of the citation, from 0
let groupMembershipsTable = #"""
  LDC|AFG|1971-11-18||1
  LDC|AGO|1994-12-19||23
  LDC|BDI|1971-11-18||1
  LDC|BEN|1971-11-18||1
  LDC|BFA|1971-11-18||1
  LDC|BGD|1975-12-12|2026-11-24|11
  LDC|BTN|1971-11-18|2023-12-13|7
  LDC|BWA|1971-11-18|1994-12-19|4
  LDC|CAF|1975-12-12||10
  LDC|COD|1991-12-20||19
  LDC|COM|1977-12-13||8
  LDC|CPV|1977-12-13|2007-12-20|9
  LDC|DJI|1982-12-17||13
  LDC|ERI|1994-12-19||22
  LDC|ETH|1971-11-18||1
  LDC|GIN|1971-11-18||1
  LDC|GMB|1975-12-12||10
  LDC|GNB|1981-05-08||27
  LDC|GNQ|1982-12-17|2017-06-04|14
  LDC|HTI|1971-11-18||1
  LDC|KHM|1991-12-20|2029-12-19|20
  LDC|KIR|1986-12-08||17
  LDC|LAO|1971-11-18|2026-11-24|3
  LDC|LBR|1990-12-21||18
  LDC|LSO|1971-11-18||1
  LDC|MDG|1991-12-20||19
  LDC|MDV|1971-11-18|2011-01-01|5
  LDC|MLI|1971-11-18||1
  LDC|MMR|1987-12-11||29
  LDC|MOZ|1988-12-20||30
  LDC|MRT|1986-12-08||17
  LDC|MWI|1971-11-18||1
  LDC|NER|1971-11-18||1
  LDC|NPL|1971-11-18|2026-11-24|2
  LDC|RWA|1971-11-18||1
  LDC|SDN|1971-11-18||1
  LDC|SEN|2001-04-12|2029-12-19|28
  LDC|SKM|1971-11-18|1975-05-16|0
  LDC|SLB|1991-12-20|2027-12-13|21
  LDC|SLE|1982-12-17||13
  LDC|SOM|1971-11-18||1
  LDC|SSD|2012-12-18||25
  LDC|STP|1982-12-17|2024-12-13|15
  LDC|TCD|1971-11-18||1
  LDC|TGO|1982-12-17||13
  LDC|TLS|2003-12-17||24
  LDC|TUV|1986-12-08||17
  LDC|TZA|1971-11-18||1
  LDC|UGA|1971-11-18||1
  LDC|VUT|1985-12-17|2020-12-04|16
  LDC|WSM|1971-11-18|2014-01-01|6
  LDC|YEM|1971-11-18||1
  LDC|YMD|1975-12-12|1990-05-22|12
  LDC|ZMB|1991-12-20||19
  LLDC|AFG|1976-12-21||36
  LLDC|ARM|1992-03-02||34
  LLDC|AZE|1992-03-02||34
  LLDC|BDI|1976-12-21||36
  LLDC|BFA|1976-12-21||36
  LLDC|BOL|1976-12-21||36
  LLDC|BTN|1976-12-21||36
  LLDC|BWA|1976-12-21||36
  LLDC|CAF|1976-12-21||36
  LLDC|ETH|1993-05-24||32
  LLDC|KAZ|1992-03-02||33
  LLDC|KGZ|1992-03-02||33
  LLDC|LAO|1976-12-21||36
  LLDC|LSO|1976-12-21||36
  LLDC|MDA|2005-01-30||31
  LLDC|MKD|1993-04-08||34
  LLDC|MLI|1976-12-21||36
  LLDC|MNG|1976-12-21||36
  LLDC|MWI|1976-12-21||36
  LLDC|NER|1976-12-21||36
  LLDC|NPL|1976-12-21||36
  LLDC|PRY|1976-12-21||36
  LLDC|RWA|1976-12-21||36
  LLDC|SSD|2014-11-05||45
  LLDC|SWZ|1976-12-21||36
  LLDC|TCD|1976-12-21||36
  LLDC|TJK|1992-03-02||33
  LLDC|TKM|1992-03-02||33
  LLDC|UGA|1976-12-21||36
  LLDC|UZB|1992-03-02||33
  LLDC|ZMB|1976-12-21||36
  LLDC|ZWE|1980-04-18||35
  SIDS|ATG|1992-06-14||38
  SIDS|BHR|1992-06-14|2023-04-01|39
  SIDS|BHS|1992-06-14||38
  SIDS|BLZ|1992-06-14||38
  SIDS|BRB|1992-06-14||38
  SIDS|COK|2023-04-01||26
  SIDS|COM|1992-06-14||38
  SIDS|CPV|1992-06-14||38
  SIDS|CUB|1992-06-14||38
  SIDS|DMA|1992-06-14||38
  SIDS|DOM|1992-06-14||38
  SIDS|FJI|1992-06-14||38
  SIDS|FSM|1992-06-14||38
  SIDS|GNB|1992-06-14||38
  SIDS|GRD|1992-06-14||38
  SIDS|GUY|1992-06-14||38
  SIDS|HTI|1992-06-14||38
  SIDS|JAM|1992-06-14||38
  SIDS|KIR|1992-06-14||38
  SIDS|KNA|1992-06-14||38
  SIDS|LCA|1992-06-14||38
  SIDS|MDV|1992-06-14||38
  SIDS|MHL|1992-06-14||38
  SIDS|MUS|1992-06-14||38
  SIDS|NIU|2023-04-01||26
  SIDS|NRU|1992-06-14||38
  SIDS|PLW|1994-12-15||37
  SIDS|PNG|1992-06-14||38
  SIDS|SGP|1992-06-14||38
  SIDS|SLB|1992-06-14||38
  SIDS|STP|1992-06-14||38
  SIDS|SUR|1992-06-14||38
  SIDS|SYC|1992-06-14||38
  SIDS|TLS|2002-09-27||37
  SIDS|TON|1992-06-14||38
  SIDS|TTO|1992-06-14||38
  SIDS|TUV|1992-06-14||38
  SIDS|VCT|1992-06-14||38
  SIDS|VUT|1992-06-14||38
  SIDS|WSM|1992-06-14||38
  SIDS_ASSOC|ABW|1992-06-14||42
  SIDS_ASSOC|AIA|1992-06-14||42
  SIDS_ASSOC|ANT|1992-06-14|2010-10-10|43
  SIDS_ASSOC|ASM|1992-06-14||42
  SIDS_ASSOC|BMU|2019-01-01||40
  SIDS_ASSOC|COK|1992-06-14|2023-04-01|41
  SIDS_ASSOC|CUW|2010-10-10||44
  SIDS_ASSOC|CYM|2019-01-01||40
  SIDS_ASSOC|GLP|2019-01-01||40
  SIDS_ASSOC|GUM|1992-06-14||42
  SIDS_ASSOC|MNP|1992-06-14||42
  SIDS_ASSOC|MSR|1992-06-14||42
  SIDS_ASSOC|MTQ|2019-01-01||40
  SIDS_ASSOC|NCL|1992-06-14||42
  SIDS_ASSOC|NIU|1992-06-14|2023-04-01|41
  SIDS_ASSOC|PRI|1992-06-14||42
  SIDS_ASSOC|PYF|1992-06-14||42
  SIDS_ASSOC|SXM|2010-10-10||44
  SIDS_ASSOC|TCA|2019-01-01||40
  SIDS_ASSOC|VGB|1992-06-14||42
  SIDS_ASSOC|VIR|1992-06-14||42
  SIDS_M49|ABW|2017-10-18||46
  SIDS_M49|AIA|2017-10-18||46
  SIDS_M49|ASM|2017-10-18||46
  SIDS_M49|ATG|2017-10-18||46
  SIDS_M49|BES|2017-10-18||46
  SIDS_M49|BHS|2017-10-18||46
  SIDS_M49|BLZ|2017-10-18||46
  SIDS_M49|BRB|2017-10-18||46
  SIDS_M49|COK|2017-10-18||46
  SIDS_M49|COM|2017-10-18||46
  SIDS_M49|CPV|2017-10-18||46
  SIDS_M49|CUB|2017-10-18||46
  SIDS_M49|CUW|2017-10-18||46
  SIDS_M49|DMA|2017-10-18||46
  SIDS_M49|DOM|2017-10-18||46
  SIDS_M49|FJI|2017-10-18||46
  SIDS_M49|FSM|2017-10-18||46
  SIDS_M49|GNB|2017-10-18||46
  SIDS_M49|GRD|2017-10-18||46
  SIDS_M49|GUM|2017-10-18||46
  SIDS_M49|GUY|2017-10-18||46
  SIDS_M49|HTI|2017-10-18||46
  SIDS_M49|JAM|2017-10-18||46
  SIDS_M49|KIR|2017-10-18||46
  SIDS_M49|KNA|2017-10-18||46
  SIDS_M49|LCA|2017-10-18||46
  SIDS_M49|MDV|2017-10-18||46
  SIDS_M49|MHL|2017-10-18||46
  SIDS_M49|MNP|2017-10-18||46
  SIDS_M49|MSR|2017-10-18||46
  SIDS_M49|MUS|2017-10-18||46
  SIDS_M49|NCL|2017-10-18||46
  SIDS_M49|NIU|2017-10-18||46
  SIDS_M49|NRU|2017-10-18||46
  SIDS_M49|PLW|2017-10-18||46
  SIDS_M49|PNG|2017-10-18||46
  SIDS_M49|PRI|2017-10-18||46
  SIDS_M49|PYF|2017-10-18||46
  SIDS_M49|SGP|2017-10-18||46
  SIDS_M49|SLB|2017-10-18||46
  SIDS_M49|STP|2017-10-18||46
  SIDS_M49|SUR|2017-10-18||46
  SIDS_M49|SXM|2017-10-18||46
  SIDS_M49|SYC|2017-10-18||46
  SIDS_M49|TLS|2017-10-18||46
  SIDS_M49|TON|2017-10-18||46
  SIDS_M49|TTO|2017-10-18||46
  SIDS_M49|TUV|2017-10-18||46
  SIDS_M49|VCT|2017-10-18||46
  SIDS_M49|VGB|2017-10-18||46
  SIDS_M49|VIR|2017-10-18||46
  SIDS_M49|VUT|2017-10-18||46
  SIDS_M49|WSM|2017-10-18||46
  """#
