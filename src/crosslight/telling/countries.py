"""Countries, their peoples, and their capitals: "Iranian" means Iran, and so may "Tehran"."""

from __future__ import annotations

from functools import cache

from crosslight.aligning.names import core

# country: its adjectives and peoples: its capital. Where two countries share a word, it stands with neither.
_TABLE = """
Afghanistan: Afghan, Afghani: Kabul
Albania: Albanian: Tirana
Algeria: Algerian: Algiers
Argentina: Argentine, Argentinian: Buenos Aires
Armenia: Armenian: Yerevan
Australia: Australian, Aussie: Canberra
Austria: Austrian: Vienna
Azerbaijan: Azerbaijani, Azeri: Baku
Bahrain: Bahraini: Manama
Bangladesh: Bangladeshi: Dhaka
Belarus: Belarusian: Minsk
Belgium: Belgian:
Bolivia: Bolivian: La Paz
Bosnia: Bosnian: Sarajevo
Brazil: Brazilian: Brasilia
Bulgaria: Bulgarian: Sofia
Cambodia: Cambodian: Phnom Penh
Cameroon: Cameroonian: Yaounde
Canada: Canadian: Ottawa
Chad: Chadian:
Chile: Chilean: Santiago
China: Chinese: Beijing
Colombia: Colombian: Bogota
Croatia: Croatian, Croat: Zagreb
Cuba: Cuban: Havana
Cyprus: Cypriot: Nicosia
Denmark: Danish, Dane: Copenhagen
Ecuador: Ecuadorian, Ecuadorean: Quito
Egypt: Egyptian: Cairo
Eritrea: Eritrean: Asmara
Estonia: Estonian: Tallinn
Ethiopia: Ethiopian: Addis Ababa
Finland: Finnish, Finn: Helsinki
France: French, Frenchman, Frenchwoman: Paris
Georgia: : Tbilisi
Germany: German: Berlin
Ghana: Ghanaian: Accra
Greece: Greek: Athens
Haiti: Haitian: Port-au-Prince
Hungary: Hungarian: Budapest
Iceland: Icelandic, Icelander: Reykjavik
India: : New Delhi
Indonesia: Indonesian: Jakarta
Iran: Iranian: Tehran
Iraq: Iraqi: Baghdad
Ireland: Irish, Irishman: Dublin
Israel: Israeli: Jerusalem
Italy: Italian: Rome
Japan: Japanese: Tokyo
Jordan: Jordanian: Amman
Kazakhstan: Kazakh: Astana
Kenya: Kenyan: Nairobi
Kosovo: Kosovar: Pristina
Kuwait: Kuwaiti:
Laos: Laotian: Vientiane
Latvia: Latvian: Riga
Lebanon: Lebanese: Beirut
Libya: Libyan: Tripoli
Lithuania: Lithuanian: Vilnius
Malaysia: Malaysian: Kuala Lumpur
Mali: Malian: Bamako
Mexico: Mexican: Mexico City
Moldova: Moldovan: Chisinau
Mongolia: Mongolian: Ulaanbaatar
Montenegro: Montenegrin: Podgorica
Morocco: Moroccan: Rabat
Myanmar: Burmese: Naypyidaw
Nepal: Nepalese, Nepali: Kathmandu
Netherlands: Dutch, Dutchman: The Hague
New Zealand: New Zealander: Wellington
Nicaragua: Nicaraguan: Managua
Nigeria: Nigerian: Abuja
North Korea: North Korean: Pyongyang
Norway: Norwegian: Oslo
Oman: Omani: Muscat
Pakistan: Pakistani: Islamabad
Palestine: Palestinian: Ramallah
Panama: Panamanian:
Peru: Peruvian: Lima
Philippines: Filipino, Philippine: Manila
Poland: Polish, Pole: Warsaw
Portugal: Portuguese: Lisbon
Qatar: Qatari: Doha
Romania: Romanian: Bucharest
Russia: Russian: Moscow
Rwanda: Rwandan: Kigali
Saudi Arabia: Saudi, Saudi Arabian: Riyadh
Senegal: Senegalese: Dakar
Serbia: Serbian, Serb: Belgrade
Singapore: Singaporean:
Slovakia: Slovak, Slovakian: Bratislava
Slovenia: Slovenian, Slovene: Ljubljana
Somalia: Somali: Mogadishu
South Africa: South African: Pretoria
South Korea: South Korean: Seoul
Spain: Spanish, Spaniard: Madrid
Sri Lanka: Sri Lankan: Colombo
Sudan: Sudanese: Khartoum
Sweden: Swedish, Swede: Stockholm
Switzerland: Swiss: Bern
Syria: Syrian: Damascus
Taiwan: Taiwanese: Taipei
Tanzania: Tanzanian: Dodoma
Thailand: Thai: Bangkok
Tunisia: Tunisian: Tunis
Turkey: Turkish, Turk: Ankara
Uganda: Ugandan: Kampala
Ukraine: Ukrainian: Kyiv, Kiev
United Arab Emirates: Emirati: Abu Dhabi
United Kingdom: British, Briton, Brit: London
United States: American: Washington
Uruguay: Uruguayan: Montevideo
Venezuela: Venezuelan: Caracas
Vietnam: Vietnamese: Hanoi
Yemen: Yemeni: Sanaa
Zambia: Zambian: Lusaka
Zimbabwe: Zimbabwean: Harare
"""


def country(people: str) -> tuple[str, ...] | None:
    """Return the core of the country whose adjective or people this is, None where it is none's."""
    return _tables()[0].get(core(people))


def ruled_from(town: str) -> tuple[str, ...] | None:
    """Return the core of the country that is ruled from a place, None where none is."""
    return _tables()[1].get(core(town))


@cache
def _tables() -> tuple[dict[tuple[str, ...], tuple[str, ...]], dict[tuple[str, ...], tuple[str, ...]]]:
    peoples: dict[tuple[str, ...], tuple[str, ...]] = {}
    towns: dict[tuple[str, ...], tuple[str, ...]] = {}
    for line in _TABLE.strip().splitlines():
        own, adjectives, seats = (part.strip() for part in line.split(":"))
        peoples |= {core(word): core(own) for word in adjectives.split(", ") if word}
        towns |= {core(word): core(own) for word in seats.split(", ") if word}
    return peoples, towns
