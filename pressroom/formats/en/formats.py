"""How English pages say a day and a moment: 'May 28, 2022, 11:20'. Django's own would say 'a.m.' after it."""

DATE_FORMAT = "F j, Y"
DATETIME_FORMAT = "F j, Y, H:i"
TIME_FORMAT = "H:i"
