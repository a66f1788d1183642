"""Small published data sets that other packages report figures of.

SWISS: fertility and five indicators of 47 French-speaking provinces of Switzerland, about 1888 (Mosteller & Tukey
1977, *Data Analysis and Regression*; R's `datasets::swiss`). Columns: Fertility, Agriculture, Examination, Education,
Catholic, Infant.Mortality.

APICLUS1: a sample of 15 school districts of California with all their 183 schools (Academic Performance Index 2000;
Lumley's R package `survey`). A district number, then its schools: type (E, H, M), `api00`, and whether the school-wide
target was met (Y, N). Each school stands for 33.846996 of 6,194.
"""

from __future__ import annotations

import numpy as np

SWISS = np.array(
    [
        [80.2, 17, 15, 12, 9.96, 22.2],
        [83.1, 45.1, 6, 9, 84.84, 22.2],
        [92.5, 39.7, 5, 5, 93.4, 20.2],
        [85.8, 36.5, 12, 7, 33.77, 20.3],
        [76.9, 43.5, 17, 15, 5.16, 20.6],
        [76.1, 35.3, 9, 7, 90.57, 26.6],
        [83.8, 70.2, 16, 7, 92.85, 23.6],
        [92.4, 67.8, 14, 8, 97.16, 24.9],
        [82.4, 53.3, 12, 7, 97.67, 21],
        [82.9, 45.2, 16, 13, 91.38, 24.4],
        [87.1, 64.5, 14, 6, 98.61, 24.5],
        [64.1, 62, 21, 12, 8.52, 16.5],
        [66.9, 67.5, 14, 7, 2.27, 19.1],
        [68.9, 60.7, 19, 12, 4.43, 22.7],
        [61.7, 69.3, 22, 5, 2.82, 18.7],
        [68.3, 72.6, 18, 2, 24.2, 21.2],
        [71.7, 34, 17, 8, 3.3, 20],
        [55.7, 19.4, 26, 28, 12.11, 20.2],
        [54.3, 15.2, 31, 20, 2.15, 10.8],
        [65.1, 73, 19, 9, 2.84, 20],
        [65.5, 59.8, 22, 10, 5.23, 18],
        [65, 55.1, 14, 3, 4.52, 22.4],
        [56.6, 50.9, 22, 12, 15.14, 16.7],
        [57.4, 54.1, 20, 6, 4.2, 15.3],
        [72.5, 71.2, 12, 1, 2.4, 21],
        [74.2, 58.1, 14, 8, 5.23, 23.8],
        [72, 63.5, 6, 3, 2.56, 18],
        [60.5, 60.8, 16, 10, 7.72, 16.3],
        [58.3, 26.8, 25, 19, 18.46, 20.9],
        [65.4, 49.5, 15, 8, 6.1, 22.5],
        [75.5, 85.9, 3, 2, 99.71, 15.1],
        [69.3, 84.9, 7, 6, 99.68, 19.8],
        [77.3, 89.7, 5, 2, 100, 18.3],
        [70.5, 78.2, 12, 6, 98.96, 19.4],
        [79.4, 64.9, 7, 3, 98.22, 20.2],
        [65, 75.9, 9, 9, 99.06, 17.8],
        [92.2, 84.6, 3, 3, 99.46, 16.3],
        [79.3, 63.1, 13, 13, 96.83, 18.1],
        [70.4, 38.4, 26, 12, 5.62, 20.3],
        [65.7, 7.7, 29, 11, 13.79, 20.5],
        [72.7, 16.7, 22, 13, 11.22, 18.9],
        [64.4, 17.6, 35, 32, 16.92, 23],
        [77.6, 37.6, 15, 7, 4.97, 20],
        [67.6, 18.7, 25, 7, 8.65, 19.5],
        [35, 1.2, 37, 53, 42.34, 18],
        [44.7, 46.6, 16, 29, 50.43, 18.2],
        [42.8, 27.7, 22, 29, 58.33, 19.3],
    ]
)

APICLUS1 = """
637 H608Y E684Y E612Y E710Y E729Y E714Y E759Y E585Y E625Y M664Y M669Y
437 H443Y E467Y M482Y E496Y
778 M411N E494Y
197 E493Y M592N E550Y M689Y M598N E628Y E652Y E628Y E832Y E777Y E709Y E709N E736Y
406 E561Y E555Y
815 H696N M631N E564Y E602Y
178 H529Y E491Y E510Y M547N
255 E814Y E806Y E715Y E785Y M720Y E905Y M617Y E630Y E629Y E696Y E476Y E757Y E825Y E595Y E552N M847Y
568 H714Y H724Y H687N H723Y E662Y E699N E807Y M679Y E691Y
135 E622Y E754Y E655Y E764Y E795Y E505Y E638N E733Y E523Y E511Y E710Y E657Y E602Y E490Y E664N E651Y E603Y E698Y
135 E511Y E814Y E669Y E711N E538Y E705Y E595Y E551Y E762Y E521Y E709Y E780Y E780Y E722Y E828Y E737Y
510 H595N H661Y E502Y M614N E585Y E582Y M642Y E536Y E746Y E667Y E629N E745Y E674Y E637Y E696Y E632Y E639Y E745Y
510 E789Y M656Y E789Y
716 H517Y H478Y H582Y E592Y E587Y E553Y E516Y E535Y E566Y E481N E472Y E559Y E610Y E599Y E551Y E554Y E561N E505N
716 E492N E504Y E487Y E627Y E465Y E529Y E625Y E436Y E542Y E515N M461Y M528Y M512Y M508Y E670Y E760Y E652Y E546Y
716 E717Y
61 E701Y E748Y E735Y M699N E685Y E827Y M711Y E677Y M759N E697Y E742Y E691Y E700Y
413 E551Y
448 H703Y E676Y E714Y E842Y E824Y E717Y E836Y M733Y E719Y M817Y E749Y E781Y
"""


def schools() -> list[tuple[int, str, float, str]]:
    """The schools of APICLUS1: district, type, api00, school-wide target met (Yes, No)."""
    lines = [line.split() for line in APICLUS1.split("\n") if line]
    return [
        (int(line[0]), one[0], float(one[1:-1]), {"Y": "Yes", "N": "No"}[one[-1]])
        for line in lines
        for one in line[1:]
    ]
