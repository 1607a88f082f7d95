"""The stuff that names are made of.  All people, channels and titles are made up."""
# ruff: noqa: RUF001, SIM905 - scripts of many kinds are the point, and lists of words read best as words

from __future__ import annotations

ADJECTIVES = (
    "Amazing Artsy Bold Brave Bright Calm Cheerful Clean Cloudy Cold Cool Curious Dainty Darling Delicious "
    "Eager Elegant Enchanting Faint Famous Fancy Fine Friendly Frigid Glorious Good Handsome Hilarious "
    "Honest Important Kind Lively Lovely Lucky Manly Merry Moist Nervous Nice Obedient Odd Pleasant Poised "
    "Powerful Precious Proud Quaint Rapid Relieved Resourceful Scrumptious Shy Silly Smart Sparkling Spicy "
    "Stormy Sunny Talented Tame Tender Thankful Tidy Trustworthy Vivid Wandering Wary Wise Witty Zealous"
).split()
NOUNS = (
    "Abalone Bagel Beaver Biscuit Boar Bubbletea Caribou Chicken Cocoa Coyote Crane Daikon Duck Elk "
    "Falcon Ferret Fish Garlic Gecko Goat Gull Habanero Horseradish Iguana Jackal Kiwi Koala Kudu Lamp "
    "Lyrebird Mango Moose Newt Okapi Otter Owl Pancake Peanut Pepper Pheasant Quail Radish Raven Salamander "
    "Sandpiper Sloth Spindle Sprout Swan Tapir Tomato Turnip Walrus Weasel Wolverine Yogurt Zebra"
).split()
EMOTES = (
    "BabyRage BibleThump BloodTrail BrokeBack CoolCat DAESuppy DatSheffy DBstyle DoubleRainbow FrankerZ "
    "FUNgineer HeyGuys Jebaited Kappa KappaRoss Keepo KevinTurtle Kreygasm LUL Mau5 MingLee NotLikeThis "
    "OSsloth PanicBasket PogChamp PJSalt ResidentSleeper RitzMitz SMOrc SwiftRage TF2John TheRinger "
    "TriHard TwitchRaid VoHiYo WholeWheat WutFace ArgieB8"
).split()

CHANNELS = (
    # login, display name, language
    ("northwindlive", "NorthwindLive", "en"),
    ("pixelbarrage", "PixelBarrage", "en"),
    ("quietlumen", "QuietLumen", "en"),
    ("kazenoko_ch", "風の子チャンネル", "ja"),
    ("ontradobrejo", "OntraDoBrejo", "pt-br"),
    ("luzdelsur", "LuzDelSur", "es"),
    ("waldkauz_tv", "Waldkauz_TV", "de"),
    ("brumeetsel", "BrumeEtSel", "fr"),
    ("zimnyveter", "ZimnyVeter", "ru"),
    ("dalbitnara", "달빛나라", "ko"),
    ("harborfoxes", "HarborFoxes", "en"),
    ("mintandmoss", "MintAndMoss", "en"),
)
DELETED_CHANNEL = ("goneharbour", "GoneHarbour", "en")

GAMES = (
    ("Just Chatting", ""),
    ("Harbour Masters Online", "104112"),
    ("Starfall: Remnants", "119133"),
    ("Ashen Kart 64", "2301"),
    ("Grand Bakery Simulator", "131842"),
    ("Rogue/Lite", "140077"),
    ("Kingdoms & Crows", "25657"),
    ("Pocket Légendes", "77789"),
    ("夜行列車", "150201"),
    ("Special Events", ""),
    ("Music", ""),
    ("Chess 3.0", "45131"),
)

TITLES = (
    "{noun} speedrun any% | !drops",
    "insane {noun} clutch 😱🔥",
    "he actually did it",
    "{noun}s: the return, part 2/3",
    'they said "{noun}" on stream',
    "never trust a {noun}...",
    "What? No. WHAT?!",
    "<b>{noun}</b> & friends",
    "C:\\Users\\{noun}\\Desktop",
    "../../etc/{noun}",
    "CON",
    "{noun}.mp4",
    "*** GIVEAWAY *** {noun} | ask me anything?",
    "   spaces   around the {noun}   ",
    "100 % {noun}; `rm -rf` $HOME",
    "👨‍👩‍👧‍👦 familie schaut {noun} 🇩🇪",
    "mais um dia, mais um {noun} 🥲",
    "¡vamos con la {noun}! ñandú",
    "Ça c'est du {noun} – à voir",
    "Огромный {noun} в эфире",
    "初見プレイ：{noun}の夜",
    "오늘의 {noun} 하이라이트",
    "بث مباشر {noun}",
    "ผจญภัยกับ {noun}",
    "z̷a̶l̸g̵o̴ {noun}",
    "ends with a dot {noun}.",
    "day 1,204 of the {noun} challenge",
    "{noun}",
)
LONG_TITLE = "{noun} and then everything went wrong at the very same time in the most unlikely way "

LABELS = ("MatureGame", "ProfanityVulgarity", "SexualThemes", "DrugsIntoxication", "Gambling")

TAGS = (
    "English Deutsch Français Español Português 日本語 한국어 Speedrun FirstPlaythrough Chill Backseating "
    "NoSpoilers Coop Retro Cozy DropsEnabled LGBTQIA Vtuber Music Art Chess Harbour"
).split()
