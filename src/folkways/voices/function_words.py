"""Words that only hold a sentence together: none of them names what a theme is about.

Articles, pronouns, auxiliaries, prepositions, conjunctions and the commonest adverbs of the languages in which most
texts come; what is a thing in another of them (hat, car) is left out.
"""

from __future__ import annotations

_ENGLISH = """
the and but for nor not yet with without within from into onto upon over under above below about after again against
also although always another any anybody anyone anything are aren't because been before being between both came can
can't cannot could couldn't did didn't does doesn't doing don't done down during each either else ever every everybody
everyone everything few get gets getting give given gives goes going gone got had hadn't has hasn't have haven't having
her here hers herself him himself his how however i'd i'll i'm i've isn't it's its itself just let made make makes many
may maybe might mine more most much must mustn't myself neither never nobody none nothing now off often once one only
other others our ours ourselves out own per quite rather really said same say says shall she should shouldn't since some
somebody someone something such than that that's their theirs them themselves then there there's these they they're this
those though through thus too took toward towards until very was wasn't way were weren't what when where whether which
while who whole whom whose why will with won't would wouldn't you you're your yours yourself
"""
_GERMAN = """
aber alle allem allen aller alles als also am an andere anderen anderer anders auch auf aus bei beim bin bis bisher bist
da dabei dadurch dafür dagegen daher damit dann daran darauf daraus darin darum das dass davon dazu dein deine dem den
denn der des deshalb dich die dies diese diesem diesen dieser dieses dir doch dort durch eben ein eine einem einen einer
eines einige einmal erst etwa etwas euch euer eure für ganz gar gegen gibt habe haben hab hatte hatten hätte hier
hin ich ihm ihn ihnen ihr ihre ihrem ihren ihrer immer ins ist jede jedem jeden jeder jedes jetzt kann kannst kein keine
keinem keinen keiner können könnte machen macht man manche mal mehr mein meine meinem meinen meiner mich mir mit muss
musste müssen nach nicht nichts noch nun nur oder ohne schon sehr sein seine seinem seinen seiner seit selbst sich sie
sind soll sollte sondern sonst sowie über um und uns unser unsere unter viel viele vom von vor wann war waren warum was
weder weil welche welcher wenn wer werde werden wie wieder wieso will wir wird wirklich wirst wollte würde wurde wurden
wohl zum zur zwar zwischen
"""
_FRENCH = """
afin ainsi alors après aucun aucune aussi autre autres aux avait avant avec avez avoir avons beaucoup bien cela
celle celles celui ces cet cette ceux chaque chez comme comment contre dans déjà depuis des dès deux dont donc elle
elles encore entre est était été êtes être eux fait faire faut font hors ici ils jamais jusque les leur leurs lors mais
malgré même mes mien moi moins mon non nos notre nous ont par parce pas pendant personne peu peut peuvent plus plutôt
pour pourquoi pouvait près puis quand quel quelle quelles quels que qui quoi rien sans sauf ses selon sera ses seulement
sinon soit sommes son sont sous suis sur tes toi ton toujours tous tout toute toutes très trop une vers voici voilà vos
votre vous
"""
_SPANISH = """
ahora algo alguien alguna algunas alguno algunos allí ante antes aquel aquella aquí así aún aunque bajo bien cada casi
como cómo con contra cual cuál cuando cuándo del desde después donde dónde dos durante ella ellas ello ellos entre era
eran eres esa esas ese eso esos esta está estaba estado están estar estas este esto estos estoy fue fueron haber había
han has hasta hay haya hemos hizo hoy las les los luego más menos mientras mis mismo mucha muchas mucho muchos muy nada
nadie ningún ninguna nos nosotros nuestra nuestro nunca otra otras otro otros para pero poco por porque puede pueden
pues que qué quien quién ser será según siempre sido sin sino sobre sois solo sólo son soy sus tal también tampoco tan
tanto tenía tiene tienen toda todas todavía todo todos una unas unos usted ustedes vez vosotros
"""

FUNCTION_WORDS = frozenset(f"{_ENGLISH} {_GERMAN} {_FRENCH} {_SPANISH}".split())
